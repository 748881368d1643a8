"""Registers: what the unit may decide, and by which benchmark."""

from datetime import date
from typing import Annotated

import msgspec

from tripower.core.convert import Sum
from tripower.core.dates import Period
from tripower.core.records import Entry, Id, Ref, Term, Text

ItemId = Annotated[str, Ref("power_item"), msgspec.Meta(pattern=r"^[^\W_][\w.\-]{0,63}$")]
BenchmarkId = Annotated[str, Ref("benchmark"), msgspec.Meta(pattern=r"^[^\W_][\w.\-]{0,63}$")]


class ItemKind(Term):
    """What kind of power an item is (职权类别)."""

    APPROVAL = "approval"
    LICENSE = "license"
    NONLICENSE_APPROVAL = "nonlicense_approval"
    PENALTY = "penalty"
    COERCION = "coercion"
    LEVY = "levy"
    PAYMENT = "payment"
    INSPECTION = "field_inspection"
    CONFIRMATION = "confirmation"
    REWARD = "reward"
    ADJUDICATION = "adjudication"
    OTHER = "other"


class AuthorityLevel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Up to which amount a post decides (岗位权限).

    post: a role such as deputy_head, or a post as positions.yaml calls it.
    max_amount: the highest amount in yuan that the post decides; without it, any.
    """

    post: Text
    max_amount: Sum | None = None


class Fee(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A charge that a statute allows (收费项目).

    name: the listed item.
    statute: the law or administrative regulation that allows it.
    standard: the published standard.
    amount: amount in yuan by that standard.
    """

    name: Text
    statute: Text
    standard: Text
    amount: Sum


class PowerItem(Entry, frozen=True, kw_only=True):
    """Something the unit may decide (职权事项), one line of the catalogue of powers.

    item_id: id of the item.
    item_kind: what kind of power it is.
    name: what is decided.
    basis: the provision it rests on.
    basis_published: whether that provision itself is public.
    domain: field of administration for thresholds by field, such as water.
    conditions: under which conditions it is decided.
    authority: who decides up to which amount.
    usage_rules: how the benchmark is used.
    flow: the steps of deciding, in order (权力运行流程).
    materials: papers that an applicant hands in, as published.
    days: working days within which it is decided, as published.
    statutory_days: working days that a special law sets for it, where that is not the general one.
    grades: grades of an approval that has no amount.
    fee: the charge, where a statute allows one.
    published_on: day on which the item was made public.
    flow_published_on: day on which the steps of deciding were made public.
    from: first day in force.
    to: last day in force; open while it lasts.
    """

    kind = "power_item"
    id_fields = ("item_id",)
    day_field = "from_"

    item_id: Id
    item_kind: ItemKind
    name: Text
    basis: Text
    basis_published: bool = True
    domain: Id | None = None
    conditions: tuple[Text, ...] = ()
    authority: tuple[AuthorityLevel, ...] = ()
    usage_rules: Text | None = None
    flow: tuple[Text, ...] = ()
    materials: tuple[Text, ...] = ()
    days: int | None = None
    statutory_days: int | None = None
    grades: tuple[Text, ...] = ()
    fee: Fee | None = None
    published_on: date | None = None
    flow_published_on: date | None = None
    from_: date = msgspec.field(name="from")
    to: date | None = None

    @property
    def period(self) -> Period:
        """The days on which it is in force, both ends included (DAT-05)."""
        return Period(self.from_, self.to)


class Method(Term):
    """How a statutory range is divided into tiers."""

    THIRTY_SEVENTY = "thirty_seventy"
    MIDPOINT = "midpoint"
    WEIGHTS = "weights"
    ZERO_FLOOR = "zero_floor"
    FORTY_SIXTY = "forty_sixty"
    GUANGDONG = "guangdong"
    FLOOR_ONLY = "floor_only"
    TABLE = "table"


class Base(Term):
    """What the limits of a range are: yuan, times a sum, or per cent of it."""

    AMOUNT = "amount"
    MULTIPLE = "multiple"
    PERCENT = "percent"


class TierKind(Term):
    """How grave a case is; what is mitigated lies below the statutory range."""

    MITIGATED = "mitigated"
    LIGHTER = "lighter"
    GENERAL = "general"
    HEAVIER = "heavier"


class Tier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One tier (裁量阶次).

    tier_kind: lighter, general or heavier.
    circumstances: when it applies.
    lower: lowest value, only for a table; the other methods work it out.
    upper: highest value, only for a table.
    """

    tier_kind: TierKind
    circumstances: Text | None = None
    lower: Sum | None = None
    upper: Sum | None = None


class Effect(Term):
    """Which way a factor of a benchmark points."""

    LIGHTER = "lighter"
    NEUTRAL = "indifferent"
    HEAVIER = "heavier"


class Grade(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A grade of a factor and its weight.

    name: the grade, such as serious.
    weight: per cent of the highest fine.
    """

    name: Text
    weight: Sum


class Factor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A circumstance that counts (裁量因素).

    factor_id: id within the benchmark.
    name: what it is.
    effect: lighter, indifferent or heavier.
    grades: its grades, for the method of weights.
    """

    factor_id: Id
    name: Text
    effect: Effect = Effect.NEUTRAL
    grades: tuple[Grade, ...] = ()


class Superior(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The benchmark of the level above, within which this one stays.

    doc_no: number of its paper.
    lower: its lowest value.
    upper: its highest value.
    """

    doc_no: Text
    lower: Sum | None = None
    upper: Sum | None = None


class Benchmark(Entry, frozen=True, kw_only=True):
    """How a fine is measured within the statutory range (裁量基准), one version of it.

    benchmark_id: id of this version.
    item_id: the penalty it is for.
    method: how the range is divided.
    lower: lowest value by statute; none where the statute has only a highest.
    upper: highest value by statute; none where it has only a lowest.
    base: whether the values are yuan, times a sum, or per cent of it.
    below_inclusive: whether 以下 includes the number itself at the boundary of two tiers.
    tiers: circumstances of each tier, and its limits for a table.
    factors: circumstances that count.
    start_weight: per cent of the highest fine to start with, for the method of weights.
    superior: the benchmark of the level above.
    doc_no: number of the paper by which it was issued.
    published_on: day on which it was made public.
    reviewed_on: day on which it was last looked at again, changed or not.
    from: first day in force.
    to: last day in force; open while it lasts.
    """

    kind = "benchmark"
    id_fields = ("benchmark_id",)
    day_field = "from_"

    benchmark_id: Id
    item_id: ItemId
    method: Method = Method.THIRTY_SEVENTY
    lower: Sum | None = None
    upper: Sum | None = None
    base: Base = Base.AMOUNT
    below_inclusive: bool = True
    tiers: tuple[Tier, ...] = ()
    factors: tuple[Factor, ...] = ()
    start_weight: Sum | None = None
    superior: Superior | None = None
    doc_no: Text | None = None
    published_on: date | None = None
    reviewed_on: date | None = None
    from_: date = msgspec.field(name="from")
    to: date | None = None

    @property
    def period(self) -> Period:
        """The days on which it is in force, both ends included (DAT-05)."""
        return Period(self.from_, self.to)

    def factor(self, factor_id: str) -> Factor | None:
        """The factor of that id."""
        return next((one for one in self.factors if one.factor_id == factor_id), None)


class LawChange(Entry, frozen=True, kw_only=True):
    """The provision behind an item was changed (法律法规变动).

    change_id: id of this line.
    item_id: the item that rests on it.
    on: first day of the new text.
    doc_no: number or name of what changed it.
    """

    kind = "law_change"
    id_fields = ("change_id",)
    day_field = "on"

    change_id: Id
    item_id: ItemId
    on: date
    doc_no: Text


class FineUse(Entry, frozen=True, kw_only=True):
    """What a paper says of the use of fines (罚没收入管理), so that nobody lives on them.

    use_id: id of this line.
    doc_no: number of the paper.
    title: its title.
    appraised: whether fines count in the appraisal of the unit or of officers.
    returned: whether fines flow back to the unit, openly or in disguise.
    from: first day in force.
    to: last day in force; open while it lasts.
    """

    kind = "fine_use"
    id_fields = ("use_id",)
    day_field = "from_"

    use_id: Id
    doc_no: Text
    title: Text
    appraised: bool
    returned: bool
    from_: date = msgspec.field(name="from")
    to: date | None = None
