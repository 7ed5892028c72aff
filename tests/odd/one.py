# one.py - one file through `inspect` and `render`: what came of it.
import contextlib
import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "golden"))
import png  # noqa: E402

SECONDS = 10    # of work: who takes more, hangs
PATIENCE = 120  # on a busy machine
STYLE = HERE / "odd.style.yaml"
MARK = (0xE0, 0x00, 0xE0)
MAP = """map: 1
id: odd
style: {style}
text: {{ source: S, alt: A }}
view: {{ {view} }}
size: {{ width: {width}px, height: {height}px }}
data: {{ d: {{ file: {file}{more} }} }}
layers: [ {{ id: d, data: d, class: any{label} }} ]
"""
SPOILT = re.compile(r"AddressSanitizer|runtime error|LeakSanitizer|Assertion|CRITICAL \*\*|WARNING \*\*")


class Outcome:
    """What a run came to: a class in a word or two, and the words of its first finding.

    drawn, described   status 0, no finding; the layer put ink on the map
    warned             the same, with a warning
    refused N          status N, and a finding says why
    anything else      is a fault of ours: crash, hang, report, blank, silent, broken
    """

    GOOD = re.compile(r"drawn|described|warned|refused [2345]$")

    def __init__(self, what, words=""):
        self.what, self.words = what, words

    def good(self):
        return bool(self.GOOD.match(self.what))

    def __str__(self):
        return f"{self.what} · {self.words}" if self.words else self.what


def run(command, folder):
    """(status, stdout, stderr) in bytes; the status is None where it took too long."""
    environment = {**os.environ, "GDAL_HTTP_MAX_RETRY": "0"}
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            with contextlib.suppress(ProcessLookupError):  # it has ended already
                resource.prlimit(process.pid, resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
            out, told = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            out, told = process.communicate()
            return None, out, told
    hangs = process.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
    return None if hangs else process.returncode, out, told


def findings(told):
    """[(severity, words)] of the lines that `cartouche --json` wrote, and what else is there."""
    found, other = [], []
    for line in told.decode("utf-8", "backslashreplace").splitlines():
        try:
            finding = json.loads(line)
            found.append((finding["severity"], finding["text"]))
        except (ValueError, KeyError, TypeError):
            other.append(line)
    return found, "\n".join(other)


def plain(words):
    """Words without what differs from machine to machine and from file to file."""
    words = re.sub(r"'.*?'", "'…'", re.sub(r"(?<!\w)\.{0,2}/\S+", "…", words))
    return re.sub(r"-?\d[\d.]*(?:e[+-]?\d+)?", "#", words)[:100].rstrip()


def judge(done, good):
    """The outcome of a run that writes findings as JSON lines; `good` is asked where it ended well."""
    status, _, told = done
    found, other = findings(told)
    if status is None:
        return Outcome("hang")
    if status < 0 or status >= 128:
        return Outcome("crash", f"signal {-status}" if status < 0 else f"status {status}")
    if SPOILT.search(other):
        return Outcome("report", SPOILT.search(other)[0])
    if other:
        return Outcome("talk", plain(other))
    errors = [words for severity, words in found if severity == "error"]
    warnings = [words for severity, words in found if severity == "warning"]
    if status not in (0, 2, 3, 4, 5):
        return Outcome("crash", f"status {status}")
    if status:
        return Outcome(f"refused {status}", plain(errors[0])) if errors else Outcome("silent", f"status {status}")
    if errors:
        return Outcome("broken", "status 0 with an error")
    return good([plain(words) for words in warnings])


def inspect(cartouche, path, folder):
    """(outcome, the description or None)"""
    done = run([cartouche, "inspect", "--json", str(path)], folder)
    description = None

    def good(warnings):
        nonlocal description
        try:
            description = json.loads(done[1].decode("utf-8"))
        except ValueError as fault:
            return Outcome("broken", f"its JSON: {fault}")
        faults = description["faults"]
        return Outcome("warned" if faults else "described", plain(faults[0]) if faults else "")

    return judge(done, good), description


def ink(path):
    """Whether the layer's colour, or a mix of it with white, is anywhere in the picture."""
    picture = png.read(path)
    data, step = picture.data, picture.channels
    red, green, blue = data[0::step], data[1::step], data[2::step]
    return any(r - g > 30 and b - g > 30 for r, g, b in zip(red, green, blue))


def draw(cartouche, spec, folder, wants_ink=True):
    """The outcome of a map spec, drawn as PNG and SVG."""
    picture, vector = folder / "out.png", folder / "out.svg"
    for old in (picture, vector):
        old.unlink(missing_ok=True)
    done = run([cartouche, "render", "--json", str(spec), "-o", str(picture), "-o", str(vector)], folder)

    def good(warnings):
        try:
            xml.etree.ElementTree.parse(vector)
        except xml.etree.ElementTree.ParseError as fault:
            return Outcome("broken", f"its SVG: {fault}")
        if wants_ink and not ink(picture):
            return Outcome("blank", warnings[0] if warnings else "")
        return Outcome("warned" if warnings else "drawn", warnings[0] if warnings else "")

    outcome = judge(done, good)
    if outcome.what.startswith("refused") and (picture.exists() or vector.exists()):
        return Outcome("broken", "refused, and yet written")
    return outcome


def view_of(box):
    """The view of a spec that shows a box of lon/lat; one point is shown in its surroundings."""
    if not box or box[0] < box[2] or box[1] < box[3]:
        return "fit: d, pad: 5%"
    south = min(max(box[1] - 1, -90), 88)
    return f"bbox: [{box[0] - 1}, {south}, {box[0] + 1}, {south + 2}]"


def spec_for(path, folder, description=None, more="", label="", size=(160, 120)):
    """A map of all that the file holds, written into the folder."""
    box = None
    if description:
        box = description["lonlat"]
        if len(description["layers"] or []) > 1:
            more += f', layer: {json.dumps(description["layer"])}'
    name = json.dumps(str(path).replace("{", "{{").replace("}", "}}"))
    spec = folder / "odd.map.yaml"
    spec.write_text(MAP.format(style=json.dumps(str(STYLE)), file=name, more=more, label=label, view=view_of(box),
                               width=size[0], height=size[1]), encoding="utf-8")
    return spec


def try_source(cartouche, path, folder, label="", size=(160, 120)):
    """{what: outcome} of a file of geodata: described, drawn, and, where it asks for a CRS, drawn with one."""
    seen, description = inspect(cartouche, path, folder)
    outcomes = {"inspect": seen,
                "render": draw(cartouche, spec_for(path, folder, description, "", label, size), folder)}
    if re.search("no lon/lat degrees|outside lon/lat", outcomes["render"].words):
        spec = spec_for(path, folder, {**description, "lonlat": None}, ", crs: EPSG:3857")
        outcomes["with-crs"] = draw(cartouche, spec, folder)
    return outcomes
