"""What is told of the way of a consignment in tests, and a pallet as it is measured."""

LEG = {
    "from_place": "DEHAM",
    "from_zone": "Europe/Berlin",
    "to_place": "KRICN",
    "to_zone": "Asia/Seoul",
    "mode": "air",
    "carrier": "Northwind",
    "bill": "180-12345675",
    "departs_at": "2020-01-30T10:00:00+01:00",
    "arrives_at": "2020-01-31T06:00:00+09:00",
}
EVENT = {
    "mark": "departed",
    "place": "DEHAM",
    "timezone": "Europe/Berlin",
    "at": "2020-01-30T10:20:00+01:00",
}
ON_THE_WAY = {
    "plan_way": {"legs": [LEG]},
    "note_event": {"events": [EVENT]},
    "note_paper": {"border_paper": "permit", "number": "P-1", "issued_by": "The ministry"},
}


def pallet(number: int = 1, **more) -> dict:
    size = {"length_mm": 1200, "width_mm": 800, "height_mm": 1000, "tare_g": 22000}
    return {"number": number} | size | more
