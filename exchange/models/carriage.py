"""Words of carriage: how goods travel, on which terms, and how they want to be handled."""

from enum import StrEnum


class TransportMode(StrEnum):
    """How the goods travel."""

    AIR = "air"
    SEA = "sea"
    ROAD = "road"
    RAIL = "rail"
    POST = "post"


class Settlement(StrEnum):
    """How a difference found on receipt was settled between the two cities."""

    WRITE_OFF = "write_off"
    REPLACEMENT = "replacement"
    CARRIER_CLAIM = "carrier_claim"


class RefusalReason(StrEnum):
    """Why offered aid is not accepted; each has its sentence in the letter of regret."""

    NO_NEED = "no_need"
    NO_CAPACITY = "no_capacity"
    REGULATIONS = "regulations"
    OTHER = "other"


class HandlingMark(StrEnum):
    """How a carton wants to be handled, after ISO 780."""

    THIS_WAY_UP = "this_way_up"
    FRAGILE = "fragile"
    KEEP_DRY = "keep_dry"
    KEEP_FROM_SUN = "keep_from_sun"
    NO_HOOKS = "no_hooks"


class Incoterm(StrEnum):
    """Terms of delivery, Incoterms 2020 (ICC)."""

    EXW = "exw"
    FCA = "fca"
    CPT = "cpt"
    CIP = "cip"
    DAP = "dap"
    DPU = "dpu"
    DDP = "ddp"
    FAS = "fas"
    FOB = "fob"
    CFR = "cfr"
    CIF = "cif"
