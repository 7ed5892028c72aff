# lakes.py - two crops of the benchmark's world, side by side, of several programs: docs/pictures/lake-country.png.
"""lakes.py PICTURES CACHE OUT.png: PICTURES is the --out of tests/bench/run, CACHE its cache; needs PIL."""
import pathlib
import sys

try:
    from PIL import Image, ImageDraw, ImageFont
except ImportError:
    sys.exit("lakes.py: needs PIL (python3-pil)")

FONT = "/usr/share/fonts/truetype/open-sans/OpenSans-{}.ttf"
INK, SOFT = "#1f1f1f", "#595959"
# Place: middle, how many px of the world at 4000 px, how often larger each is shown.
PLACES = [("Quebec, west of Labrador", -67.2, 54.6, 128, 2), ("Southern Finland", 27.6, 62.4, 86, 3)]
SIDE, GAP, TOP, LEFT = 258, 12, 34, 0


def crop(path, lon, lat, size, times):
    x, y = (lon + 180) * 4000 / 360, 1250 - lat * 4000 / 360
    box = [round(v) for v in (x - size / 2, y - size / 2, x + size / 2, y + size / 2)]
    part = Image.open(path).convert("RGB").crop(box)
    part = part.resize((part.width * times, part.height * times), Image.NEAREST)
    return part.crop((0, 0, SIDE - 2, SIDE - 2))


def main():
    pictures, cache, out = map(pathlib.Path, sys.argv[1:4])
    columns = [("Cartouche", pictures / "world/cartouche/map.png"), ("MapServer", pictures / "world/mapserver/map.png"),
               ("Mapnik", pictures / "world/mapnik/map.png"), ("Every point, by Cairo", cache / "reference-pictures/world-land-0.png")]
    row = SIDE + 30
    page = Image.new("RGB", (len(columns) * (SIDE + GAP) - GAP, TOP + len(PLACES) * row), "white")
    pen = ImageDraw.Draw(page)
    for i, (name, path) in enumerate(columns):
        x = i * (SIDE + GAP)
        pen.text((x, 6), name, INK, ImageFont.truetype(FONT.format("Semibold"), 16))
        for j, (place, lon, lat, size, times) in enumerate(PLACES):
            y = TOP + j * row
            page.paste(crop(path, lon, lat, size, times), (x + 1, y + 1))
            pen.rectangle((x, y, x + SIDE - 1, y + SIDE - 1), outline="#a9a69e")
            if i == 0:
                pen.text((x, y + SIDE + 4), f"{place}, {times} times as large", SOFT, ImageFont.truetype(FONT.format("Regular"), 12))
    page.quantize(64, dither=Image.Dither.NONE).save(out, optimize=True)


if __name__ == "__main__":
    main()
