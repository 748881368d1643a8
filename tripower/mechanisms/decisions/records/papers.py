"""Supporting papers of a matter (论证材料) and the gate they must pass."""

from datetime import date

import msgspec

from tripower.core.records import Digest, Event, Id, MatterId, PersonId, Term, Text


class MaterialKind(Term):
    """Kinds of supporting paper (论证材料); the first four are the core kinds (ARG-01)."""

    EXPLANATION = "explanation"
    ARGUMENT_REPORT = "argument_report"
    INSPECTION_CONCLUSION = "inspection_conclusion"
    SURVEY_REPORT = "survey_report"
    LEGALITY_OPINION = "legality_opinion"
    RISK_REPORT = "risk_report"
    HEARING_REPORT = "hearing_report"
    PUBLIC_OPINION_NOTE = "public_opinion_note"
    BUDGET_REVIEW = "budget_review"
    FUNDING_SOURCE = "funding_source"
    APPRAISAL_RESULT = "appraisal_result"
    INTEGRITY_OPINION = "integrity_opinion"
    PERSONAL_MATTERS_CHECK = "personal_matters_check"
    DECISION_DRAFT = "decision_draft"
    FAIR_COMPETITION_NOTE = "fair_competition_note"


class ProducerType(Term):
    """Who made a material (ARG-02)."""

    INSTITUTION = "institution"
    PROFESSIONAL = "professional"
    PROPOSING_SECTION = "proposing_section"


class Method(Term):
    """How a material was worked out: 调查、考察、考核、测评、分析 (ARG-03)."""

    SURVEY = "survey"
    INSPECTION = "inspection"
    ASSESSMENT = "assessment"
    APPRAISAL = "appraisal"
    ANALYSIS = "analysis"


class Material(Event, frozen=True, kw_only=True):
    """A paper that argues for or against a matter (论证材料).

    matter_id: the matter.
    material_id: short id within the matter.
    type: kind of paper.
    title: its title.
    producer: who made it, by name.
    producer_type: institution, professional, or the section that proposes.
    qualification_no: the professional's certificate, or the institution's licence.
    methods: how it was worked out.
    signed: whether it is signed.
    sealed: whether it bears the institution's seal.
    dated: the day it bears.
    received_on: the day it was handed in.
    conflict: whether its producer has an interest in the matter.
    file_sha256: digest of the paper itself, kept outside the folder.
    """

    kind = "material"
    id_fields = ("matter_id", "material_id")
    day_field = "received_on"

    matter_id: MatterId
    material_id: Id
    type_: MaterialKind = msgspec.field(name="type")
    title: Text
    producer: Text
    producer_type: ProducerType
    qualification_no: Text | None = None
    methods: tuple[Method, ...] = ()
    signed: bool = False
    sealed: bool = False
    dated: date | None = None
    received_on: date
    conflict: bool = False
    file_sha256: Digest | None = None


class FalseMaterial(Event, frozen=True, kw_only=True):
    """A material has proved to be false (材料失实); the material itself stays as it was.

    matter_id: the matter.
    material_id: the material, by its short id within the matter.
    verified_false_on: the day on which it was found to be false.
    by: who found it, by name.
    found: what is false, and how it was found.
    """

    kind = "false_material"
    id_fields = ("matter_id", "material_id")
    day_field = "verified_false_on"

    matter_id: MatterId
    material_id: Id
    verified_false_on: date
    by: Text
    found: Text


class GateResult(Term):
    """Whether a matter may go on an agenda."""

    ADMITTED = "admitted"
    RETURNED = "returned"


class Admission(Event, frozen=True, kw_only=True):
    """The check of the materials before a matter may be put on an agenda (DEC-04).

    matter_id: the matter.
    check_no: 1 for the first check, 2 for the next, and so on.
    checked_on: the day of the check.
    checked_by: who checked.
    result: admitted, or returned for materials.
    missing: what was missing, in words.
    """

    kind = "admission"
    id_fields = ("matter_id", "check_no")
    day_field = "checked_on"

    matter_id: MatterId
    check_no: int
    checked_on: date
    checked_by: PersonId
    result: GateResult
    missing: tuple[Text, ...] = ()
