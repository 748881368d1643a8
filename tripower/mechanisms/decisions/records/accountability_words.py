"""The words of a case: grounds, roles, proposals and their reasons, measures, ends (追责)."""

from tripower.core.messages import N_
from tripower.core.records import Term


class Ground(Term):
    """For what somebody may be held to account; the codes are those of the rules."""

    G1 = "G1"
    G2 = "G2"
    G3 = "G3"
    G4 = "G4"
    G5 = "G5"
    G6 = "G6"
    G7 = "G7"
    G8 = "G8"
    G9 = "G9"
    G10 = "G10"

    @property
    def label(self) -> str:
        """What the code stands for."""
        return GROUND_LABELS[self]


GROUND_LABELS = {
    Ground.G1: N_("G1 decided by one or a few where a collective decision was required"),
    Ground.G2: N_("G2 procedure of decision bypassed"),
    Ground.G3: N_("G3 false or withheld material"),
    Ground.G4: N_("G4 decision altered, refused or delayed"),
    Ground.G5: N_("G5 problems of execution concealed"),
    Ground.G6: N_("G6 no decision where there was a duty to decide, with a major loss"),
    Ground.G7: N_("G7 failure to stand aside"),
    Ground.G8: N_("G8 misconduct of an expert or assessor"),
    Ground.G9: N_("G9 splitting to evade a collective decision"),
    Ground.G10: N_("G10 collective violation in the name of a collective decision"),
}


class CaseRole(Term):
    """What a person had to do with a decision; it tells the liability role (ACC-01)."""

    HEAD = "head"
    DECIDER = "decider"
    PROPOSER = "proposer"
    IN_CHARGE = "in_charge"
    MEMBER = "member"
    OUTSIDER = "outsider"
    EXECUTOR = "executor"
    PRODUCER = "producer"
    SUPERVISOR = "supervisor"

    @property
    def label(self) -> str:
        """The part in words."""
        return PART_LABELS[self]


PART_LABELS = {
    CaseRole.HEAD: N_("head on the day"),
    CaseRole.DECIDER: N_("decided or approved alone"),
    CaseRole.PROPOSER: N_("proposed it"),
    CaseRole.IN_CHARGE: N_("in charge of the power"),
    CaseRole.MEMBER: N_("member with a vote"),
    CaseRole.OUTSIDER: N_("voted without being entitled"),
    CaseRole.EXECUTOR: N_("carries it out"),
    CaseRole.PRODUCER: N_("made a supporting paper"),
    CaseRole.SUPERVISOR: N_("supervises it"),
}


class CaseProposal(Term):
    """What the tool proposes for a person; never a verdict, people decide."""

    REDUCED_OR_EXEMPT = "reduced_or_exempt"
    MANUAL = "manual"
    LIABLE = "liable"
    NOT_LIABLE = "not_liable"

    @property
    def label(self) -> str:
        """The proposal in words."""
        return PROPOSAL_LABELS[self]


PROPOSAL_LABELS = {
    CaseProposal.REDUCED_OR_EXEMPT: N_("reduce or exempt"),
    CaseProposal.MANUAL: N_("for people to judge"),
    CaseProposal.LIABLE: N_("hold to account"),
    CaseProposal.NOT_LIABLE: N_("not to answer"),
}


class CaseReason(Term):
    """Why the tool proposes what it does (ACC-02); each in a sentence."""

    DISSENT_RECORDED = "dissent_recorded"
    DISSENT_ADDED = "dissent_added"
    DISSENT_MISSING = "dissent_missing"
    VOTED_YES = "voted_yes"
    ABSTAINED = "abstained"
    TO_DEFER = "to_defer"
    VOID = "void"
    SILENT = "silent"
    SECRET = "secret"  # noqa: S105 - a vote by secret ballot, no password
    STRUCK = "struck"
    NOT_ADOPTED = "not_adopted"
    ABSENT = "absent"
    RECUSED = "recused"
    TOOK_IT_UP = "took_it_up"
    PROPOSED = "proposed"
    DECIDED = "decided"
    ACTED_BEFORE = "acted_before"
    FALSE_PAPER = "false_paper"
    NO_BALLOT = "no_ballot"

    @property
    def label(self) -> str:
        """The reason as a sentence."""
        return WHY_LABELS[self]


WHY_LABELS = {
    CaseReason.DISSENT_RECORDED: N_("Voted no, and the minutes have the different opinion."),
    CaseReason.DISSENT_ADDED: N_(
        "Voted no, but the minutes have the different opinion only since a correction, and the "
        "ballot does not bear it out."
    ),
    CaseReason.DISSENT_MISSING: N_(
        "Voted no, but the minutes have no different opinion: not proven."
    ),
    CaseReason.VOTED_YES: N_("Voted yes."),
    CaseReason.ABSTAINED: N_("Abstained: neither agreed nor clearly objected."),
    CaseReason.TO_DEFER: N_("Voted to defer: did not agree, but did not clearly object."),
    CaseReason.VOID: N_("Cast a void ballot: neither agreed nor clearly objected."),
    CaseReason.SILENT: N_("Was in the room, and no ballot is on record."),
    CaseReason.SECRET: N_("Secret ballot: nobody's vote can be traced."),
    CaseReason.STRUCK: N_(
        "Cast a ballot that must not count: not entitled, not in the room, or to stand aside."
    ),
    CaseReason.NOT_ADOPTED: N_(
        "The vote adopted nothing, so a ballot alone says nothing of who answers."
    ),
    CaseReason.ABSENT: N_("Was not in the room, and did not take the decision up afterwards."),
    CaseReason.RECUSED: N_("Stood aside, and did not take the decision up afterwards."),
    CaseReason.TOOK_IT_UP: N_(
        "Was not in the vote, but endorsed or carried out the decision afterwards."
    ),
    CaseReason.PROPOSED: N_("Was not in the vote, but had proposed the matter."),
    CaseReason.DECIDED: N_("Decided it alone."),
    CaseReason.ACTED_BEFORE: N_("Approved it before any meeting had adopted it."),
    CaseReason.FALSE_PAPER: N_("The paper proved false; whether knowingly, people must find out."),
    CaseReason.NO_BALLOT: N_("Had no ballot in this; what the part weighs, people must say."),
}


class CaseMeasure(Term):
    """What the competent body decided; the tool records it and imposes nothing."""

    WARNING = "warning"
    DEMERIT = "demerit"
    MAJOR_DEMERIT = "major_demerit"
    DEMOTION = "demotion"
    REMOVAL = "removal"
    DISMISSAL = "dismissal"
    OTHER = "other"
    NONE = "none"

    @property
    def label(self) -> str:
        """The measure in the words of the law; `warning` alone is also a severity."""
        return MEASURE_LABELS[self]


MEASURE_LABELS = {
    CaseMeasure.WARNING: N_("disciplinary warning"),
    CaseMeasure.DEMERIT: N_("demerit"),
    CaseMeasure.MAJOR_DEMERIT: N_("major demerit"),
    CaseMeasure.DEMOTION: N_("demotion in rank"),
    CaseMeasure.REMOVAL: N_("removal from post"),
    CaseMeasure.DISMISSAL: N_("dismissal from public office"),
    CaseMeasure.OTHER: N_("another measure"),
    CaseMeasure.NONE: N_("no measure"),
}


class EndOfCase(Term):
    """Why a case was closed; leaving office and retirement are no reason (ACC-03)."""

    HANDLED = "handled"
    UNFOUNDED = "unfounded"
    TRANSFERRED = "transferred"
    DECEASED = "deceased"
    LEFT_OFFICE = "left_office"
    RETIRED = "retired"

    @property
    def label(self) -> str:
        """The reason in words."""
        return END_LABELS[self]


END_LABELS = {
    EndOfCase.HANDLED: N_("decided on by the competent body"),
    EndOfCase.UNFOUNDED: N_("found to be unfounded"),
    EndOfCase.TRANSFERRED: N_("handed over to another body"),
    EndOfCase.DECEASED: N_("the person has died"),
    EndOfCase.LEFT_OFFICE: N_("the person has left office"),
    EndOfCase.RETIRED: N_("the person has retired"),
}
