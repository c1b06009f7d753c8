"""Photos of every sort that people send, and what they become."""

import json
import resource
import struct
import subprocess
import sys
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageFile

from exchange.documents import photographs
from exchange.documents.photographs import LARGE, MOST_KEPT, PhotoRefused, prepared

TWENTY_MEGAPIXELS = (5472, 3648)
CORNERS = {"red": (0, 0), "lime": (1, 0), "blue": (0, 1), "yellow": (1, 1)}
MARKERS_OF_METADATA = {0xE1, 0xE2, 0xED, 0xEE, 0xFE}  # Exif and XMP, ICC, IPTC, Adobe, remarks
CHILD = """
import json, pathlib, sys
from exchange.documents.photographs import prepared
def peak():
    told = pathlib.Path("/proc/self/status").read_text()
    return 1024 * int(told.split("VmHWM:")[1].split()[0])
sent = sys.stdin.buffer.read()
pathlib.Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
before = peak()
made = prepared(sent)
print(json.dumps({"peak": peak() - before, "size": made.size, "bytes": len(made.large)}))
"""


def scene(size=(400, 300), mode="RGB"):
    """Return a picture whose corners have four colours, as it is to be seen."""
    image = Image.new("RGB", size, "gray")
    for colour, (right, low) in CORNERS.items():
        x, y = right * size[0] // 2, low * size[1] // 2
        image.paste(colour, (x, y, x + size[0] // 2, y + size[1] // 2))
    return image.convert(mode)


def sent(image, form="JPEG", **more):
    written = BytesIO()
    image.save(written, form, **more)
    return written.getvalue()


def seen(jpeg):
    """Return the colours of the four corners, named."""
    image = Image.open(BytesIO(jpeg))
    width, height = image.size
    found = {}
    for colour, (right, low) in CORNERS.items():
        place = (width // 4 + right * width // 2, height // 4 + low * height // 2)
        found[colour] = image.getpixel(place)
    return found


def looks_like(jpeg, tolerance=12):
    wanted = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255)}
    wanted["yellow"] = (255, 255, 0)
    return all(
        max(abs(a - b) for a, b in zip(seen(jpeg)[name], rgb, strict=True)) <= tolerance
        for name, rgb in wanted.items()
    )


def turned(image, orientation):
    """Return the JPEG a camera writes when it was held so: pixels turned, Exif says how."""
    back = {2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}
    stored = image
    if orientation in back:
        stored = image.transpose(photographs.UPRIGHT[back[orientation]])
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "A camera that tells"
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 21.0, 0.0), 3: "E", 4: (127.0, 23.0, 0.0)})
    return sent(stored, exif=exif, quality=90, comment=b"by somebody")


def markers(jpeg):
    """Return the markers of the segments before the pixels."""
    place, found = 2, set()
    while jpeg[place + 1] != 0xDA:
        found.add(jpeg[place + 1])
        place += 2 + struct.unpack(">H", jpeg[place + 2 : place + 4])[0]
    return found


@pytest.mark.parametrize("orientation", range(1, 9))
def test_twenty_megapixels_held_any_way_stand_upright_and_bare(orientation):
    made = prepared(turned(scene(TWENTY_MEGAPIXELS), orientation))
    assert made.size == (2000, 1333)
    assert looks_like(made.large)
    assert looks_like(made.small, 40)
    for jpeg in (made.large, made.paper, made.small):
        assert not markers(jpeg) & MARKERS_OF_METADATA
        assert b"somebody" not in jpeg
        assert b"camera" not in jpeg


def test_twenty_megapixels_need_little_memory():
    # Grain, as of a camera: the file is as large as such photos are.
    grain = Image.effect_noise((1368, 912), 40).resize(TWENTY_MEGAPIXELS).convert("RGB")
    told = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=sent(grain, quality=92),
        capture_output=True,
        check=True,
    ).stdout
    found = json.loads(told)
    whole = 4 * TWENTY_MEGAPIXELS[0] * TWENTY_MEGAPIXELS[1]  # bytes of it decoded
    assert found["size"] == [2000, 1333]
    assert found["bytes"] <= MOST_KEPT
    assert found["peak"] < 0.7 * whole, f"{found['peak'] / 1024**2:.0f} MiB"


def test_a_photo_that_ends_too_soon_is_refused_although_weasyprint_would_take_it():
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        for form in ("JPEG", "PNG", "WEBP"):
            whole = sent(scene((800, 600)), form)
            with pytest.raises(PhotoRefused, match=r"damaged or not complete|no JPEG"):
                prepared(whole[: len(whole) // 2])
        assert ImageFile.LOAD_TRUNCATED_IMAGES is True
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


@pytest.mark.parametrize(
    "content",
    [
        sent(scene(), "GIF"),
        sent(scene(), "BMP"),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"<!doctype html><script>1</script>",
        b"%PDF-1.7",
        b"\xff\xd8\xff",
        bytes(64),
    ],
)
def test_what_is_no_photo_is_refused_whatever_its_name(content):
    with pytest.raises(PhotoRefused, match="no JPEG, PNG or WebP"):
        prepared(content)


def test_heic_is_refused_with_what_to_do_instead():
    with pytest.raises(PhotoRefused, match="save it as JPEG"):
        prepared(struct.pack(">I", 24) + b"ftypheic" + bytes(40))


def png_of(width, height):
    """Return the head of a PNG that claims to be so large, and a pixel of it."""

    def chunk(name, content):
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(3 * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(6000, 6000), (10_000, 10_000), (60_000, 60_000)])
def test_a_bomb_is_refused_before_it_is_decoded(size, monkeypatch):
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda _self: pytest.fail("it was decoded"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PhotoRefused, match="too many pixels"):
        prepared(png_of(*size))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 8 * 1024


def test_a_progressive_photo_is_decoded_whole_and_so_bound_closer():
    large = Image.new("RGB", (8000, 5000))
    assert prepared(sent(large)).size == (2000, 1250)
    with pytest.raises(PhotoRefused, match="too many pixels"):
        prepared(sent(large, progressive=True))


def test_what_is_too_large_is_refused_unread(monkeypatch):
    monkeypatch.setattr(photographs, "MOST_SENT", 1024 * 1024)
    with pytest.raises(PhotoRefused, match="larger than 1 MB"):
        prepared(bytes(1024 * 1024 + 1))


@pytest.mark.parametrize("mode", ["RGB", "CMYK", "P"])
def test_colours_stay_what_they_were(mode):
    form = "PNG" if mode == "P" else "JPEG"
    made = prepared(sent(scene(mode=mode), form, **({} if form == "PNG" else {"quality": 95})))
    assert Image.open(BytesIO(made.large)).mode == "RGB"
    assert looks_like(made.large, 24)


def test_sixteen_bits_of_grey_keep_their_half_tones():
    grey = Image.new("I;16", (300, 200))
    for x in range(300):
        for y in range(200):
            grey.putpixel((x, y), 32768 if x < 150 else 65535)
    made = Image.open(BytesIO(prepared(sent(grey, "PNG")).large))
    assert abs(made.getpixel((40, 100))[0] - 128) < 4
    assert made.getpixel((260, 100))[0] > 250


def test_what_can_be_seen_through_is_white():
    clear = scene(mode="RGBA")
    clear.paste((0, 0, 0, 0), (0, 0, 200, 150))
    for form in ("PNG", "WEBP"):
        made = prepared(sent(clear, form))
        assert min(seen(made.large)["red"]) > 245
        assert seen(made.large)["blue"][2] > 220
    palette = scene((200, 200), "P")
    palette.info["transparency"] = palette.getpixel((10, 10))
    assert min(seen(prepared(sent(palette, "PNG")).large)["red"]) > 245


def test_a_profile_is_followed_and_one_that_makes_no_sense_left_aside():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (srgb, lab, b"nonsense"):
        assert looks_like(prepared(sent(scene(), icc_profile=profile)).large, 24)


def test_the_kept_photo_is_bounded_however_rough_it_is():
    rough = Image.merge("RGB", [Image.effect_noise((2600, 2600), 200) for _ in "RGB"])
    made = prepared(sent(rough, quality=95))
    assert len(made.large) <= MOST_KEPT
    assert max(made.size) <= LARGE
    assert made.paper_size[0] <= 475
