"""On what terms goods travel, how, and how they want to be handled."""

from enum import StrEnum


class TransportMode(StrEnum):
    """How the goods travel."""

    AIR = "air"
    SEA = "sea"
    ROAD = "road"
    RAIL = "rail"
    POST = "post"


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
