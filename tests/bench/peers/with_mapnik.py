# with_mapnik.py - the benchmark's cases drawn by Mapnik: its XML, and a driver of ours (draw_mapnik.cc).
import pathlib
import shutil
import struct
import subprocess
import zlib
from xml.sax.saxutils import quoteattr

import cases

NAME, LABEL = "mapnik", "Mapnik"
PACKAGES = ["libmapnik-dev", "g++"]
FONTS = "/usr/share/fonts/truetype/open-sans"
DRIVER = pathlib.Path(__file__).with_name("draw_mapnik.cc")
LONGLAT = "+proj=longlat +datum=WGS84 +no_defs"


def config(*words):
    return subprocess.run(["mapnik-config", *words], capture_output=True, text=True, check=True).stdout.split()


def version():
    if not shutil.which("mapnik-config") or not shutil.which("g++"):
        return None
    return config("--version")[0]


def driver(cache):
    """The driver, built with the flags that Mapnik itself asks for."""
    program = cache / f"draw_mapnik-{version()}"
    if not program.exists() or program.stat().st_mtime < DRIVER.stat().st_mtime:
        subprocess.run(["g++", *config("--cflags"), "-O2", "-w", DRIVER, "-o", program, *config("--libs"), "-licuuc"], check=True)
    return program


def tag(name, **attributes):
    words = "".join(f" {key.replace('_', '-')}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"<{name}{words}/>"


def opaque(text):
    return text[:7], int(text[7:] or "ff", 16) / 255


def marks(layer, folder):
    found = []
    if layer.fill:
        fill, opacity = opaque(layer.fill)
        found.append(tag("PolygonSymbolizer", fill=fill, fill_opacity=opacity))
    if layer.hatch:
        found.append(tag("PolygonPatternSymbolizer", file=hatch(layer.hatch, folder), alignment="global"))
    for ink, width in ((layer.casing, layer.casing_width), (layer.stroke, layer.width)):
        if ink:
            stroke, opacity = opaque(ink)
            found.append(tag("LineSymbolizer", stroke=stroke, stroke_opacity=opacity, stroke_width=width,
                             stroke_linejoin="round", stroke_linecap="round"))
    if layer.dot:
        size, ink, rim = layer.dot
        found.append(tag("MarkersSymbolizer", width=size, height=size, fill=ink, stroke=rim, stroke_width=1,
                         allow_overlap="true"))
    if layer.label:
        found.append(label(layer))
    return "".join(found)


def hatch(told, folder):
    """A tile with diagonal lines, as a PNG: patterns repeat at whole pixels."""
    ink, width, gap, _ = told
    side = round(gap * 2 ** 0.5)
    color, opacity = opaque(ink)
    rgb = bytes.fromhex(color[1:])
    rows = b""
    for y in range(side):
        rows += b"\0"
        for x in range(side):
            inside = sum(min((x + y + (i + j + 1) / 8) % side, -(x + y + (i + j + 1) / 8) % side) < width / 2 ** 0.5
                         for i in range(8) for j in range(8))
            rows += rgb + bytes([round(255 * opacity * inside / 64)])

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    path = folder / "hatch.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", side, side, 8, 6, 0, 0, 0)) +
                     chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return path


def label(layer):
    told = layer.label
    face = "Open Sans Semibold" if told.bold else "Open Sans Italic" if told.italic else "Open Sans Regular"
    place = {"point": 'placement="point" placement-type="simple" placements="N,S,E,W,NE,SE,NW,SW" dx="5" dy="5"',
             "line": 'placement="line"', "area": 'placement="interior"'}[layer.kind]
    return (f'<TextSymbolizer face-name="{face}" size="{told.size}" fill="{told.color}" halo-fill="{told.halo}" '
            f'halo-radius="{told.halo_width}" character-spacing="{told.tracking}" {place}>[{told.field}]</TextSymbolizer>')


def write(path, ground, color, styles, layers):
    crs = LONGLAT if ground.crs == cases.DEGREES else ground.crs
    path.write_text(f'<Map background-color="{color}" srs={quoteattr(crs)} buffer-size="64" '
                    f'maximum-extent="{",".join(map(str, ground.extent))}">{styles}{layers}</Map>\n', encoding="utf-8")
    return path


def layer_text(name, parameters):
    values = "".join(f'<Parameter name="{key}">{value}</Parameter>' for key, value in parameters.items())
    return (f'<Layer name="{name}" srs={quoteattr(LONGLAT)}><StyleName>{name}</StyleName>'
            f"<Datasource>{values}</Datasource></Layer>")


def figure(work, path, day=""):
    layers = cases.figure_layers(work.data)
    styles = "".join(f'<Style name="{x.name}"><Rule>{marks(x, work.folder)}</Rule></Style>' for x in layers)
    sources = "".join(layer_text(x.name, {"type": "shape", "file": x.file.format(day=day)}) for x in layers)
    return write(path, work.ground, cases.SEA, styles, sources)


def land(work, path):
    style = tag("PolygonSymbolizer", fill=cases.LAND) + \
        tag("LineSymbolizer", stroke=cases.COAST, stroke_width=cases.COAST_WIDTH, stroke_linejoin="round")
    kind = {".shp": "shape", ".geojson": "geojson", ".gpkg": "ogr"}[work.source.suffix]
    parameters = {"type": kind, "file": work.source}
    if kind == "ogr":
        parameters["layer"] = work.source.stem
    if kind == "geojson":
        parameters["cache-features"] = "false"  # faster, and less memory
    return write(path, work.ground, "#ffffff", f'<Style name="land"><Rule>{style}</Rule></Style>', layer_text("land", parameters))


def job(work):
    case = work.case
    start = [driver(work.cache), config("--input-plugins")[0], FONTS, *map(str, case.size)]
    if case.kind == "batch":
        pairs = [x for day in cases.DAYS for x in (figure(work, work.folder / f"{day}.xml", day), work.out / f"{day}.png")]
        return cases.Job(start + pairs, "one process")
    path = work.folder / f"{case.name}.xml"
    if case.kind == "figure":
        return cases.Job([*start, figure(work, path), work.out], "no title, key or scale bar")
    return cases.Job([*start, land(work, path), work.out])
