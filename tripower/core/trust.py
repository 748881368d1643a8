"""Records by which the trail can be proved: keys, signatures, checkpoints, witnesses."""

from datetime import date
from typing import Annotated

import msgspec

from tripower.core.messages import N_
from tripower.core.records import (
    Digest,
    Event,
    Id,
    MatterId,
    MeetingId,
    PersonId,
    Ref,
    Term,
    Text,
)

CommitId = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^([0-9a-f]{40}|[0-9a-f]{64})$",
        description=N_("the id of a commit, 40 hexadecimal digits"),
    ),
]

Version = Annotated[str, Ref("key_change")]


class Purpose(Term):
    """What a signature is for; one made for another purpose counts for nothing."""

    BALLOT = "ballot"
    MINUTES = "minutes"
    KEYS = "keys"
    CHECKPOINT = "checkpoint"
    WITNESS = "witness"

    @property
    def namespace(self) -> str:
        """The namespace of SSH signatures for it."""
        return f"{self.value}@tripower"


class KeyLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One key that is added.

    person_id: whose key.
    public_key: the key as in its `.pub` file: kind and bytes.
    from: first day on which it counts.
    to: last day on which it counts; open while it lasts.
    """

    person_id: PersonId
    public_key: Text
    from_: date = msgspec.field(name="from")
    to: date | None = None


class Proof(Event, frozen=True, kw_only=True):
    """What proves the trail stands as it was made: no draft, no correction, no word for late."""

    drafts = False
    corrections = False


class KeyChange(Proof, frozen=True, kw_only=True):
    """A new version of the list of keys (密钥名册); in force once enough holders have signed it.

    version: 1 for the first list, then one more for each change.
    follows: the version that it changes; none for the first.
    on: the day of the change.
    adds: keys that are added.
    revokes: fingerprints of keys that are withdrawn, such as SHA256:….
    threshold: how many holders must sign the next change.
    reason: why the list changes.
    """

    kind = "key_change"
    id_fields = ("version",)
    day_field = "on"

    version: int
    follows: Version | None = None
    on: date
    adds: tuple[KeyLine, ...] = ()
    revokes: tuple[Text, ...] = ()
    threshold: int
    reason: Text


class Signature(Proof, frozen=True, kw_only=True):
    """A person's SSH signature over the exact bytes of a file (签名).

    sha256: digest of the file that is signed.
    person_id: who signed.
    purpose: what the signature is for: ballot, minutes, keys, checkpoint or witness.
    meeting_id: the meeting of a ballot that is signed.
    matter_id: the matter of a ballot that is signed.
    minutes_id: the minutes that are signed.
    key_version: the version of the list of keys that is signed.
    checkpoint: the number of the checkpoint that is signed.
    on: the day of signing.
    signature: the signature itself, base64 on one line.
    """

    kind = "signature"
    id_fields = ("sha256", "person_id")
    day_field = "on"

    sha256: Digest
    person_id: PersonId
    purpose: Purpose
    meeting_id: MeetingId | None = None
    matter_id: MatterId | None = None
    minutes_id: Annotated[str, Ref("minutes")] | None = None
    key_version: Version | None = None
    checkpoint: Annotated[str, Ref("checkpoint")] | None = None
    on: date
    signature: Text


class Checkpoint(Proof, frozen=True, kw_only=True):
    """What the history was at one moment, in a few lines that others can keep (存证点).

    number: 1 for the first, then one more each time.
    on: the day.
    head: the commit that it speaks of.
    files: how many record files that commit holds.
    manifest: SHA-256 over the list of these files, each with its own digest.
    previous: SHA-256 of the file of the checkpoint before.
    keys: version of the list of keys in force.
    parameters: version of the parameters in force.
    """

    kind = "checkpoint"
    id_fields = ("number",)
    day_field = "on"

    number: int
    on: date
    head: CommitId
    files: int
    manifest: Digest
    previous: Digest | None = None
    keys: int = 0
    parameters: Text


class Witness(Proof, frozen=True, kw_only=True):
    """That this unit has seen a checkpoint of another one (见证).

    unit: the other unit, by its id.
    number: the number of its checkpoint.
    sha256: digest of the file of that checkpoint.
    head: the commit that the checkpoint speaks of.
    on: the day of seeing it.
    """

    kind = "witness"
    id_fields = ("unit", "number")
    day_field = "on"

    unit: Id
    number: int
    sha256: Digest
    head: CommitId
    on: date
