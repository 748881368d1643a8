"""The static table of nouns: which command lies where. Imports nothing that is slow."""

from __future__ import annotations

from tripower.core.messages import N_

COMMANDS: dict[str, tuple[str, str]] = {
    "power": ("tripower.mechanisms.power_split.commands", N_("Who is in charge of which power.")),
    "catalogue": (
        "tripower.mechanisms.decisions.commands.catalogue",
        N_("The catalogue of matters for collective decision, and how often each was used."),
    ),
    "decision": (
        "tripower.mechanisms.decisions.commands.decision",
        N_("Matters, from proposal to the day they are closed."),
    ),
    "meeting": (
        "tripower.mechanisms.decisions.commands.meeting",
        N_("Meetings: call, hold and close them."),
    ),
    "vote": ("tripower.mechanisms.decisions.commands.vote", N_("Ballots and their count.")),
    "minutes": (
        "tripower.mechanisms.decisions.commands.minutes",
        N_("The minutes of a meeting."),
    ),
    "standard": (
        "tripower.mechanisms.standards.commands",
        N_("Discretion: what a case comes to, and how like cases were treated."),
    ),
    "accountability": (
        "tripower.mechanisms.decisions.commands.accountability",
        N_("From a decision found wrong back to every ballot: proposals, on which people decide."),
    ),
    "oversight": (
        "tripower.mechanisms.oversight.commands",
        N_("Four-in-one oversight: audit, inspection, integrity report, appraisal."),
    ),
    "topic": (
        "tripower.mechanisms.priority_topics.commands.topic",
        N_("Priority topics of the unit: what each must hold, and what came of it."),
    ),
    "gate": (
        "tripower.mechanisms.priority_topics.commands.gate",
        N_("Gates of projects: what has to be passed before what, and who signed."),
    ),
    "poll": (
        "tripower.mechanisms.polls.commands",
        N_("Opinion polls: import, rank, and what is proposed for the first and the last."),
    ),
}
"""Noun → module that holds a click command of that name, and its line in `tripower --help`."""
