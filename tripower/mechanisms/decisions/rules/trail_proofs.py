"""Rules on what proves the trail: keys, signatures, checkpoints (TRL-10 to 14, 19)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.changes import Change, ChangeView, Pair, Seal
from tripower.core.digests import sha256
from tripower.core.keyring import (
    KeyRing,
    advanced,
    lines,
    signed_by,
    signers,
)
from tripower.core.messages import N_
from tripower.core.registers import UnitProfile
from tripower.core.rules import Hit, practice, reg, rule, violation, warning
from tripower.core.trust import Checkpoint, KeyChange, Proof, Purpose, Signature
from tripower.core.unit import View
from tripower.mechanisms.decisions.records import (
    Attestation,
    Ballot,
    Binding,
    Material,
    Matter,
    Meeting,
    Minutes,
)
from tripower.mechanisms.decisions.signed import binding_digests

RELIABLE = reg(
    N_(
        "Electronic Signature Law, art. 13: the key is the signer's alone, and any change after "
        "signing can be found."
    )
)
LEAST_NONCE = 16
"""Characters of a nonce: too many to be guessed by trying."""


@rule(
    "TRL-10",
    N_("Keys change by the word of those who hold keys"),
    of_change=True,
    subject=Proof,
    reads=[KeyChange],
    basis=[RELIABLE],
    says={
        "number": (
            N_("version {version} of the list stands on another than that in force, {latest}"),
            N_("Make the change anew; an old list is not brought back."),
        ),
        "too_late": (
            N_("version {version} is signed, but {latest} took its place before"),
            N_("Ask who had it signed; what has been passed over never counts."),
        ),
        "unread": (
            N_("the key of {person} cannot be read, or is of a kind that is not checked"),
            N_("Give an Ed25519, ECDSA or RSA key as it stands in its .pub file."),
        ),
        "threshold": (
            N_("{threshold} holders must sign the next change, but there are {holders}"),
            N_("Ask for at least one, and for no more than there are."),
        ),
        "unknown": (
            N_("{key} is withdrawn, but no such key is in the list"),
            N_("Name the key by its fingerprint; `tripower trail key list` shows them."),
        ),
    },
)
def keys_change_together(change: Change, see: ChangeView) -> Iterator[Hit]:
    """A version of the list of keys names the version that it changes, the one then in force.

    It counts once enough holders of that one have signed it (TRL-19). When another version has
    taken its place meanwhile, it never will, and nobody signs it any more. The first is signed
    by as many of its own holders as it asks for; its fingerprint stands on notices and is held
    by the district, so that nobody can begin anew unseen.

    Why: whoever can add an own key alone can sign for anybody.

    Example: version 3 takes back the clerk's key; then a holder is talked into signing version 2,
    which was left lying and adds one: violation, and the clerk's new key counts for nothing.
    """
    for pair, this in change.of(KeyChange):
        for says, field, told in _flaws(this, change.ring):
            mark = f"{this.version}/{says}/{field}"
            yield violation(says, pair=pair, field=field, mark=mark, **told)
    for pair, signature in change.of(Signature):
        signed = see.get(KeyChange, signature.key_version or "")
        if signature.purpose is Purpose.KEYS and signed is not None:
            version, latest = signed.version, change.ring.version
            if version <= latest and version not in change.ring.chain:
                yield violation(
                    "too_late", pair=pair, mark=pair.path, version=version, latest=latest
                )


def _flaws(this: KeyChange, ring: KeyRing) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """What is wrong with a version by the list before it: message, field, what to say."""
    if (this.follows or "0") != str(ring.version) or this.version <= ring.version:
        yield "number", "follows", {"version": this.version, "latest": ring.version}
    read = {one.person_id for one in lines(this)}
    for nth, line in enumerate(this.adds):
        if line.person_id not in read:
            yield "unread", f"adds.{nth}.public_key", {"person": line.person_id}
    for nth, name in enumerate(this.revokes):
        if ring.known(name) is None:
            yield "unknown", f"revokes.{nth}", {"key": name}
    holders = {one.person_id for one in ring.keys if one.fingerprint not in this.revokes} | read
    if not 1 <= this.threshold <= len(holders):
        yield "threshold", "threshold", {"threshold": this.threshold, "holders": len(holders)}


@rule(
    "TRL-19",
    N_("A new list of keys waits for its signatures"),
    subject=KeyChange,
    reads=[Signature],
    waivable=False,
    basis=[RELIABLE],
    says={
        "waiting": (
            N_(
                "version {version} of the list of keys is not in force: {signed} of {needed} signed"
            ),
            N_("Let further holders sign it: `tripower trail key sign`."),
        ),
    },
)
def keys_wait(this: KeyChange, see: View) -> Iterator[Hit]:
    """A version that stands on the list in force counts once enough of its holders signed it.

    Why: one who holds a key must not change the list alone, and the others must know that they
    are asked.

    Example: the list asks for two signatures; a clerk adds a key and signs alone: the version
    is on record, not in force, and what the new key signs counts for nothing.
    """
    ring = advanced(KeyRing(), see)
    if this.version <= ring.version or (this.follows or "0") != str(ring.version):
        return
    signed = signed_by(ring, this, see)
    needed = max(ring.threshold if ring.version else this.threshold, 1)
    if len(signed) < needed:
        told: dict[str, Any] = {"version": this.version, "signed": len(signed), "needed": needed}
        yield warning("waiting", field="version", **told)


@rule(
    "TRL-11",
    N_("Who acts signs the commit"),
    of_change=True,
    basis=[RELIABLE],
    says={
        "unsigned": (
            N_("this commit is not signed, though a list of keys is in force"),
            N_("Sign what you record: `--key FILE`, or TRIPOWER_KEY."),
        ),
        "broken": (
            N_("the signature does not fit this commit: it was changed, or belongs elsewhere"),
            N_("Ask who made it; what it says is proved by nothing."),
        ),
        "strange": (
            N_("the key that signed is in no list in force, or not on that day"),
            N_("Ask whose key it is; `tripower trail key list` shows those that count."),
        ),
        "other": (
            N_("{actor} is said to have acted, but {signer} signed"),
            N_("Ask both; each signs with the own key only."),
        ),
    },
)
def signed_by_who_acts(change: Change, see: ChangeView) -> Iterator[Hit]:
    """Once a list of keys is in force, each commit is signed by a key of the person who acts.

    The list in force *before* the commit judges it, so that no commit can bring the key that
    it is signed with. The day is that of the commit, and not before the last checkpoint: who
    signs chooses the date.

    Why: a name in a commit is only a word; anybody can write it.

    Example: the office's key ended on 2024-06-30; a commit of 2024-07-02 signed with it:
    violation.
    """
    act = change.act
    if act.seal is Seal.BROKEN:
        yield violation("broken")
    elif change.ring.version == 0 or act.seal is Seal.UNSEEN:
        return
    elif act.seal is Seal.NONE:
        yield violation("unsigned")
    elif act.seal is Seal.STRANGE:
        yield violation("strange")
    elif act.signer_id != (act.actor_id or act.author_id):
        said = act.actor_id or act.author_id
        yield violation("other", actor=see.name(said), signer=see.name(act.signer_id))


@rule(
    "TRL-12",
    N_("A signed ballot is the member's, for this matter, as it was"),
    of_change=True,
    subject=Ballot,
    reads=[Signature, Matter, Material, UnitProfile],
    basis=[
        RELIABLE,
        reg(N_("Electronic Signature Law, art. 14: a reliable signature is as good as by hand.")),
    ],
    says={
        "unsigned": (
            N_("it says that {member} signed it, but no signature of theirs fits it"),
            N_("Let the member sign: `tripower vote cast --sign`; or record it as on paper."),
        ),
        "on_paper": (
            N_("{member} had signed this ballot, and the correction is signed by nobody"),
            N_("Let the member sign the correction too: `tripower vote cast --sign`."),
        ),
        "unbound": (
            N_("a signed ballot says on what it was cast, and this one does not"),
            N_("Let `tripower vote cast --sign` write it."),
        ),
        "other_unit": (
            N_("it was signed for the unit {unit}"),
            N_("Ask where it comes from; it counts there, not here."),
        ),
        "other_proposal": (
            N_("{member} signed another text of the proposal, or other materials"),
            N_("Let the member vote on what was decided."),
        ),
        "guessable": (
            N_("its nonce has fewer than {least} characters, so its choice can be guessed"),
            N_("Let `tripower vote cast --sign` make one."),
        ),
    },
)
def ballot_is_bound(change: Change, see: ChangeView) -> Iterator[Hit]:
    """A ballot with `attestation: signed` is signed by its member over its exact bytes.

    They name unit, meeting, matter and choice, the digests of the proposal and of its
    materials, and a nonce. The key is one of the list in force before the commit. What was
    signed is corrected only by what is signed too.

    Why: then nobody can vote for another, take a vote to another matter, or exchange what was
    voted on.

    Example: a signed ballot of M-2024-3 is copied to M-2024-4 with the ids changed: its bytes
    are others, no signature fits: violation.
    """
    for pair, ballot in change.of(Ballot):
        if ballot.attestation is not Attestation.SIGNED:
            if ballot.supersedes is not None and _was_signed(pair, see, ballot.supersedes.path):
                member = see.name(ballot.person_id)
                yield violation("on_paper", pair=pair, mark=pair.path, member=member)
            continue
        content = pair.new or b""
        signatures = see.where(Signature, sha256=sha256(content), person_id=ballot.person_id)
        day = max(change.act.day, change.anchored or change.act.day)
        member = see.name(ballot.person_id)
        if not signers(change.ring, signatures, content, Purpose.BALLOT, day):
            yield violation("unsigned", pair=pair, mark=pair.path, member=member)
        if ballot.binding is None:
            yield violation("unbound", pair=pair, mark=pair.path)
        else:
            yield from _bound(pair, ballot, ballot.binding, see)


def _was_signed(pair: Pair, see: ChangeView, corrected: str) -> bool:
    """Whether a ballot that is replaced was signed by its member."""
    replaced = (pair.before, *see.at(corrected))
    ballots = (one for one in replaced if isinstance(one, Ballot))
    return any(one.attestation is Attestation.SIGNED for one in ballots)


def _bound(pair: Pair, ballot: Ballot, binding: Binding, see: ChangeView) -> Iterator[Hit]:
    told: dict[str, Any] = {"pair": pair, "mark": pair.path, "field": "binding"}
    unit = see.profile.unit_id if see.profile else ""
    if binding.unit_id != unit:
        yield violation("other_unit", unit=binding.unit_id, **told)
    if binding_digests(see, ballot.matter_id) != (binding.matter_sha256, binding.material_sha256s):
        yield violation("other_proposal", member=see.name(ballot.person_id), **told)
    if len(binding.nonce) < LEAST_NONCE:
        yield violation("guessable", least=LEAST_NONCE, **told)


@rule(
    "TRL-13",
    N_("Minutes are signed by enough members"),
    subject=Minutes,
    reads=[KeyChange, Signature, Meeting],
    parameters=["trail.minutes_signatures"],
    basis=[
        reg(N_("Decree 713 of the State Council, art. 30: the record says what each member held.")),
        practice(N_("Two signatures are our number.")),
    ],
    says={
        "few": (
            N_("the minutes of {held} are signed by {signed} of {needed} members"),
            N_("Let members who were there sign: `tripower minutes sign`."),
        ),
    },
)
def minutes_are_signed(this: Minutes, see: View) -> Iterator[Hit]:
    """Where a list of keys was in force before, members who were present sign the minutes.

    As many as the parameter says, and no more than were present and hold a key.

    Why: minutes that one hand wrote and nobody signed say what that hand wanted.

    Example: seven were present, five of them hold keys, one signed: warning, one of two.
    """
    ring = advanced(KeyRing(), see, this.issued_on)
    meeting = see.get(Meeting, this.meeting_id)
    if this.draft or meeting is None:
        return
    able = {one for one in meeting.present_ids if ring.has_key(one, this.issued_on)}
    needed = min(see.on(this.issued_on).whole("trail.minutes_signatures"), len(able))
    content = see.content(this)
    signatures = see.where(Signature, sha256=sha256(content))
    signed = len(
        able
        & {s for one in signatures for s in signers(ring, [one], content, Purpose.MINUTES, one.on)}
    )
    if signed < needed:
        yield warning("few", field="signer_id", held=meeting.held_on, signed=signed, needed=needed)


@rule(
    "TRL-14",
    N_("Checkpoints follow on each other and tell what was there"),
    of_change=True,
    subject=Checkpoint,
    reads=[Signature],
    basis=[
        reg(N_("Electronic Signature Law, art. 5: an original is complete and unaltered.")),
        practice(N_("What has left the house cannot be rewritten there.")),
    ],
    says={
        "number": (
            N_("this is checkpoint {number}; the next one is {next}"),
            N_("Number checkpoints without a gap: `tripower trail checkpoint` does."),
        ),
        "previous": (
            N_("it does not name the checkpoint before it by its digest"),
            N_("Ask who wrote it; the chain of checkpoints is broken here."),
        ),
        "head": (
            N_("it speaks of commit {head}, but stands on {parent}"),
            N_("A checkpoint speaks of the commit that it stands on."),
        ),
        "manifest": (
            N_("its list of files is not that of the commit it speaks of ({files} files there)"),
            N_("Ask who wrote it; what it says was there, was not."),
        ),
        "keys": (
            N_("it names version {said} of the list of keys, but {version} is in force"),
            N_("Ask who wrote it; `tripower trail checkpoint` names the list in force."),
        ),
        "unsigned": (
            N_("nobody whose key counts has signed this checkpoint"),
            N_("Sign it when it is made: `tripower trail checkpoint --key FILE`."),
        ),
    },
)
def checkpoints_follow(change: Change, see: ChangeView) -> Iterator[Hit]:
    """A checkpoint has the next number, the digest of the one before, and a true list of files.

    It speaks of the commit on which it stands, and of the list of keys in force there. Once
    there is one it is signed.

    Why: who holds the last checkpoint holds the whole history, if each leads to the one before.

    Example: checkpoint 4 follows checkpoint 2: violation, one was taken out.
    """
    for pair, this in change.of(Checkpoint):
        told: dict[str, Any] = {"pair": pair, "mark": pair.path}
        before = max((c.number for c in see.all(Checkpoint) if c.number < this.number), default=0)
        last = see.get(Checkpoint, str(before))
        if this.number != before + 1:
            yield violation("number", field="number", number=this.number, next=before + 1, **told)
        if this.previous != (see.sha256(last) if last else None):
            yield violation("previous", field="previous", **told)
        if change.parent and this.head != change.parent:
            short = this.head[:10], change.parent[:10]
            yield violation("head", field="head", head=short[0], parent=short[1], **told)
        files, digest = change.manifest()
        if change.parent and (this.files, this.manifest) != (files, digest):
            yield violation("manifest", field="manifest", files=files, **told)
        if this.keys != change.ring.version:
            version = change.ring.version
            yield violation("keys", field="keys", said=this.keys, version=version, **told)
        if change.ring.version and not _signed(change, see, pair):
            yield violation("unsigned", **told)


def _signed(change: Change, see: ChangeView, pair: Pair) -> bool:
    content = pair.new or b""
    signatures = see.where(Signature, sha256=sha256(content))
    return bool(signers(change.ring, signatures, content, Purpose.CHECKPOINT, change.act.day))
