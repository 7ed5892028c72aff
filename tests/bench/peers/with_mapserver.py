# with_mapserver.py - the benchmark's cases drawn by MapServer: a mapfile, and its command map2img.
import pathlib
import shutil
import subprocess

import cases

NAME, LABEL = "mapserver", "MapServer"
PACKAGES = ["mapserver-bin"]
FONTS = "/usr/share/fonts/truetype/open-sans/OpenSans-{}.ttf"


def version():
    command = shutil.which("map2img")
    if not command:
        return None
    said = subprocess.run([command, "-v"], capture_output=True, text=True).stdout
    return said.split()[2]


def color(name, text):
    """A colour of a style; the last two digits of eight are its opacity, which older versions want beside it."""
    if not text:
        return ""
    opacity = f" OPACITY {round(int(text[7:], 16) / 2.55)}" if len(text) == 9 else ""
    return f'{name} "{text[:7]}"{opacity}'


def styles(layer):
    found = []
    if layer.fill:
        found.append(color("COLOR", layer.fill))
    if layer.hatch:
        stroke, width, gap, angle = layer.hatch
        found.append(f'SYMBOL "hatch" SIZE {gap} WIDTH {width} ANGLE {angle} {color("COLOR", stroke)}')
    for stroke, width in ((layer.casing, layer.casing_width), (layer.stroke, layer.width)):
        if stroke:
            name = "OUTLINECOLOR" if layer.kind == "area" else "COLOR"
            found.append(f"WIDTH {width} LINECAP round LINEJOIN round {color(name, stroke)}")
    if layer.dot:
        size, ink, rim = layer.dot
        found.append(f'SYMBOL "dot" SIZE {size} {color("COLOR", ink)} {color("OUTLINECOLOR", rim)}')
    return "".join(f"STYLE {style} END\n" for style in found)


def label(layer):
    if not layer.label:
        return ""
    told = layer.label
    font = "bold" if told.bold else "italic" if told.italic else "sans"
    place = {"point": "POSITION AUTO OFFSET 0 4", "line": "ANGLE FOLLOW", "area": "POSITION CC"}[layer.kind]
    return (f'LABEL TYPE TRUETYPE FONT "{font}" SIZE {told.size * 0.75} {place} PARTIALS FALSE BUFFER 2\n'
            f'{color("COLOR", told.color)} {color("OUTLINECOLOR", told.halo)} OUTLINEWIDTH {told.halo_width * 2} END\n')


def layer_text(layer, day, crs):
    kind = {"area": "POLYGON", "line": "LINE", "point": "POINT"}[layer.kind]
    item = f'LABELITEM "{layer.label.field}"\n' if layer.label else ""
    return (f'LAYER NAME "{layer.name}" TYPE {kind} STATUS ON DATA "{layer.file.format(day=day)}"\n{item}{crs}'
            f"CLASS\n{styles(layer)}{label(layer)}END END\n")


def ogr(source, crs):
    data = f'CONNECTIONTYPE OGR CONNECTION "{source}" DATA "{pathlib.Path(source).stem}"'
    return data if source.suffix != ".shp" else f'DATA "{source}"'


def projection(text):
    return "PROJECTION " + " ".join(f'"{word.lstrip("+")}"' for word in text.split()) + " END\n"


def mapfile(path, case, ground, ground_color, layers):
    """Writes a mapfile. Plate carrée is drawn in degrees, with no projection to work out."""
    width, height = ground.size
    x0, y0, x1, y1 = ground.extent
    dx, dy = (x1 - x0) / width / 2, (y1 - y0) / height / 2  # its extent goes by the middles of the outer pixels
    fonts = path.parent / "fonts.txt"
    fonts.write_text("".join(f"{name} {FONTS.format(file)}\n" for name, file in
                             (("sans", "Regular"), ("bold", "Semibold"), ("italic", "Italic"))), encoding="ascii")
    crs = projection(ground.crs) if ground.crs != cases.DEGREES else ""
    form = 'OUTPUTFORMAT NAME "x" DRIVER "CAIRO/SVG" MIMETYPE "image/svg+xml" IMAGEMODE RGB EXTENSION "svg" END' \
        if case.ending == "svg" else 'OUTPUTFORMAT NAME "x" DRIVER "AGG/PNG" IMAGEMODE RGB EXTENSION "png" END'
    path.write_text(f'MAP SIZE {width} {height} MAXSIZE 8192 IMAGECOLOR "{ground_color}"\n'
                    f'EXTENT {x0 + dx} {y0 + dy} {x1 - dx} {y1 - dy} FONTSET "{fonts}"\n{form} IMAGETYPE "x"\n{crs}CONFIG "OGR_GEOJSON_MAX_OBJ_SIZE" "0"\n'
                    'SYMBOL NAME "hatch" TYPE HATCH END\nSYMBOL NAME "dot" TYPE ELLIPSE POINTS 1 1 END FILLED TRUE END\n'
                    + layers + "END\n", encoding="utf-8")
    return path


def figure(work, path, day=""):
    given = 'PROJECTION "proj=longlat" "datum=WGS84" END\n'
    layers = "".join(layer_text(layer, day, given) for layer in cases.figure_layers(work.data))
    return mapfile(path, work.case, work.ground, cases.SEA, layers)


def job(work):
    case = work.case
    if case.kind == "batch":
        lines = [f"map2img -m {figure(work, work.folder / f'{day}.map', day)} -o {work.out / f'{day}.png'}\n" for day in cases.DAYS]
        script = work.folder / "batch.sh"
        script.write_text("set -e\n" + "".join(lines), encoding="utf-8")
        return cases.Job(["sh", script], "a process a map, one after the other")
    path = work.folder / f"{case.name}.map"
    if case.kind == "figure":
        figure(work, path)
        return cases.Job(["map2img", "-m", path, "-o", work.out], "no title, key or scale bar")
    crs = 'PROJECTION "proj=longlat" "datum=WGS84" END\n' if work.ground.crs != cases.DEGREES else ""
    layer = (f'LAYER NAME "land" TYPE POLYGON STATUS ON {ogr(work.source, crs)}\n{crs}CLASS STYLE {color("COLOR", cases.LAND)} '
             f'{color("OUTLINECOLOR", cases.COAST)} WIDTH {cases.COAST_WIDTH} END END END\n')
    mapfile(path, case, work.ground, "#ffffff", layer)
    return cases.Job(["map2img", "-m", path, "-o", work.out])
