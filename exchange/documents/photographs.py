"""Photos as they come in: judged by what they hold, set upright, bare, bounded, in sRGB.

A photo is refused before it is decoded where it would need too much memory, and nothing of the
file that was sent is kept but its pixels: no place, no camera, no name.
"""

from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Final

from PIL import Image, ImageCms, ImageFile

from exchange.errors import N_, ExchangeError

MOST_SENT: Final = 24 * 1024 * 1024  # bytes
MOST_PIXELS: Final = 80_000_000  # of a JPEG, which is decoded at a fraction of its size
MOST_WHOLE: Final = 32_000_000  # of what must be decoded whole
LARGE: Final = 2000  # pixels on the long side
MOST_KEPT: Final = 1_500_000  # bytes of the large one
SMALL: Final = 320
DPI: Final = 150
BOX_MM: Final = (80.5, 60.4)  # half the width of a paper
QUALITIES: Final = (85, 75, 65, 50, 35)
ORIENTATION: Final = 0x0112
UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SRGB: Final = ImageCms.createProfile("sRGB")
_one_at_a_time = Lock()


class PhotoRefused(ExchangeError):
    """What was sent is no photo that can be kept."""

    code = "photo_refused"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A photo as sRGB JPEG in three sizes; `size` and `paper_size` are pixels."""

    large: bytes
    paper: bytes
    small: bytes
    size: tuple[int, int]
    paper_size: tuple[int, int]


def prepared(sent: bytes) -> Prepared:
    """Return the photo made ready; raise PhotoRefused saying why it cannot be."""
    if not sent:
        raise PhotoRefused(N_("Choose a photo."))
    if len(sent) > MOST_SENT:
        raise PhotoRefused(
            N_("The photo is larger than %(most)s MB."), most=str(MOST_SENT // 1024**2)
        )
    with _one_at_a_time:  # one large photo in memory, however many are sent at once
        whole = _bounded(sent)
    large, kept = _within(whole, MOST_KEPT)
    paper = _fitted(large, (_pixels(BOX_MM[0]), _pixels(BOX_MM[1])))
    small = _fitted(large, (SMALL, SMALL))
    return Prepared(kept, _jpeg(paper), _jpeg(small), large.size, paper.size)


def _bounded(sent: bytes) -> Image.Image:
    """Return the photo upright, in sRGB, at most LARGE pixels on its long side."""
    image = _opened(sent)
    strict, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        image.draft(None, _half_decoded(image.size))
        image.load()
        turned = _orientation(image)
        image = _plain(image)
        image.thumbnail((LARGE, LARGE), Image.Resampling.LANCZOS)
        image = _coloured(_on_white(image))
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as broken:
        raise PhotoRefused(N_("The photo is damaged or not complete.")) from broken
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = strict  # WeasyPrint wants it otherwise
    image.info.clear()
    return image.transpose(UPRIGHT[turned]) if turned in UPRIGHT else image


def _opened(sent: bytes) -> Image.Image:
    """Return the photo with nothing but its head read."""
    if sent[4:8] == b"ftyp":
        raise PhotoRefused(N_("HEIC photos and films cannot be read here: save it as JPEG."))
    try:
        image = Image.open(BytesIO(sent), formats=("JPEG", "PNG", "WEBP"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_many() from bomb
    except (OSError, ValueError, SyntaxError, EOFError) as unknown:
        raise PhotoRefused(N_("This is no JPEG, PNG or WebP photo, whatever its name.")) from (
            unknown
        )
    in_parts = image.format in {"JPEG", "MPO"} and not image.info.get("progressive")
    if image.width * image.height > (MOST_PIXELS if in_parts else MOST_WHOLE):
        raise _too_many()
    return image


def _half_decoded(size: tuple[int, int]) -> tuple[int, int]:
    """Return at least how large a JPEG must be decoded."""
    scale = LARGE / max(size)
    return max(1, int(size[0] * scale)), max(1, int(size[1] * scale))


def _too_many() -> PhotoRefused:
    return PhotoRefused(N_("The photo has too many pixels: make it smaller first."))


def _orientation(image: Image.Image) -> int:
    with suppress(Exception):  # any nonsense may stand there, and it is not kept
        return int(image.getexif().get(ORIENTATION, 1))
    return 1


def _plain(image: Image.Image) -> Image.Image:
    """Return a photo of 8 bits that can be scaled: no palette, no 16-bit grey."""
    if image.mode.startswith(("I", "F")):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if "transparency" in image.info or image.mode in {"PA", "LA"}:
        return _with_info(image.convert("RGBA"), image)
    if image.mode in {"P", "1"}:
        return _with_info(image.convert("RGB"), image)
    return image


def _with_info(image: Image.Image, source: Image.Image) -> Image.Image:
    image.info = {"icc_profile": source.info.get("icc_profile")}
    return image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return _with_info(ground, image)


def _coloured(image: Image.Image) -> Image.Image:
    """Return it in sRGB; a profile that makes no sense is left aside."""
    if profile := image.info.get("icc_profile"):
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            turned = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
            if turned is not None:
                return turned
    return image.convert("RGB")


def _within(image: Image.Image, most: int) -> tuple[Image.Image, bytes]:
    """Return the photo and its JPEG of at most `most` bytes, smaller where it must be."""
    for quality in QUALITIES:
        written = _jpeg(image, quality)
        if len(written) <= most:
            return image, written
    return _within(image.reduce(2), most)


def _fitted(image: Image.Image, box: tuple[int, int]) -> Image.Image:
    copy = image.copy()
    copy.thumbnail(box, Image.Resampling.LANCZOS)
    return copy


def _jpeg(image: Image.Image, quality: int = 85) -> bytes:
    written = BytesIO()
    image.save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue()


def _pixels(mm: float) -> int:
    return int(mm / 25.4 * DPI)
