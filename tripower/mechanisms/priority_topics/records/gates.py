"""What people sign at a gate, and the record of a look at the site."""

from datetime import date
from typing import Annotated

import msgspec

from tripower.core.records import ID_PATTERN, Digest, Event, Id, PersonId, Ref, Term, Text
from tripower.mechanisms.priority_topics.records.projects import Clock, ProjectId

WorkflowId = Annotated[str, Ref("workflow_def"), msgspec.Meta(pattern=ID_PATTERN)]


class SignResult(Term):
    """What a signature says; at a meeting each is a vote, and who abstains is not in favour."""

    PASS = "pass"  # noqa: S105 - no password
    REJECT = "reject"
    ABSTAIN = "abstain"


class GateAction(Event, frozen=True, kw_only=True):
    """A signature at a gate (关口签署); it is no approval of the holder of a power.

    project_id: the project.
    action_no: number of the signature within the project, 1 for the first.
    workflow_id: the workflow.
    stage_id: the stage.
    about: the payment or step that is signed, by its id.
    round: 1; one more each time the stage was rejected.
    role: for which body, section or role the person signs.
    person_id: who signs.
    result: pass, reject, or, at a meeting, abstain.
    on: the day.
    time: the time of day.
    onsite: whether the person was on the spot.
    content_sha256: digest of what was signed: of its amount, payee and other content.
    note: the opinion; of a rejection, why.
    """

    kind = "gate_action"
    id_fields = ("project_id", "action_no")
    day_field = "on"
    drafts = False

    project_id: ProjectId
    action_no: int
    workflow_id: WorkflowId
    stage_id: Id
    about: Id
    round: int = 1
    role: Text
    person_id: PersonId
    result: SignResult = SignResult.PASS
    on: date
    time: Clock | None = None
    onsite: bool = False
    content_sha256: Digest
    note: Text | None = None


class SiteRecord(Event, frozen=True, kw_only=True):
    """The record of a look at the site (现场踏勘记录).

    project_id: the project.
    record_no: its number, 1 for the first.
    stage_id: the stage for which the site was looked at.
    about: the step that is signed, by its id.
    on: the day.
    place: where.
    person_ids: who was on the spot.
    found: what was seen.
    photos: digests of photographs or of the signed paper.
    """

    kind = "site_record"
    id_fields = ("project_id", "record_no")
    day_field = "on"

    project_id: ProjectId
    record_no: int
    stage_id: Id
    about: Id
    on: date
    place: Text
    person_ids: tuple[PersonId, ...]
    found: Text
    photos: tuple[Digest, ...] = ()
