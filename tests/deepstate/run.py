# run.py - a desk's daily map over a tracker's real snapshots: all dates, two languages, two sizes.
"""run.py --cartouche PATH --earth PATH [--folder FOLDER] [--keep OUT]

Draws tracker.map.yaml on every day that FOLDER has a deepstatemap_data_YYYYMMDD.geojson of. Captions
must have the figures that GEOS and PROJ give (tests/numbers); a second run draws nothing, a new time
on a file neither, other content draws the four maps of its day; one worker, two, and three shares
give the same bytes. Exit 77 where there is no folder.
"""
import argparse
import hashlib
import importlib.util
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPEC = pathlib.Path(__file__).with_name("tracker.map.yaml")
LANGS = ("en", "uk")
MONTHS = {"en": "January February March April May June July August September October November December",
          "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"}


def module(path):
    spec = importlib.util.spec_from_file_location("numbers_run", path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


NUMBERS = module(ROOT / "tests" / "numbers" / "run.py")


class Desk:
    """A folder with the map, and copies of the snapshots that may be changed."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        (folder / "snapshots").mkdir()
        self.days = {}
        for path in sorted(options.folder.glob("deepstatemap_data_*.geojson")):
            day = f"{path.stem[-8:-4]}-{path.stem[-4:-2]}-{path.stem[-2:]}"
            self.days[day] = folder / "snapshots" / path.name
            shutil.copyfile(path, self.days[day])
        shutil.copy(SPEC.with_name("tracker.pins.yaml"), folder)
        text = SPEC.read_text(encoding="utf-8")
        text = text.replace("../../data/", f"{ROOT}/data/").replace("../../styles/", f"{ROOT}/styles/")
        text = text.replace("../../../shared/data/deepstate/", "snapshots/")
        text += '  - { to: "words/{date}-{lang}.trace", lang: [en, uk] }\n'
        (folder / "tracker.map.yaml").write_text(text, encoding="utf-8")

    def batch(self, *words):
        """Draws; the last line of the summary."""
        done = subprocess.run([self.options.cartouche, "batch", "tracker.map.yaml", "--dates", "all", *words],
                              cwd=self.folder, capture_output=True, text=True)
        lines = done.stderr.strip().splitlines()
        assert done.returncode == 0, f"{words}: status {done.returncode}\n{done.stderr}"
        assert len(lines) == 1, f"{words}: findings\n{done.stderr}"
        return lines[0]

    def digests(self):
        found = {}
        for path in sorted([*self.folder.glob("out/*.png"), *self.folder.glob("words/*.trace")]):
            found[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        assert all(p.suffix in (".png", ".trace") or p.name == ".cartouche"
                   for p in [*self.folder.glob("out/*"), *self.folder.glob("words/*")]), "left over"
        return found

    def clear(self):
        for name in ("out", "words"):
            shutil.rmtree(self.folder / name)


def all_are_drawn(desk):
    count = 2 * len(desk.days)
    last = desk.batch("-j2", "--skip-unchanged")
    assert last == f"{count} maps: {count} drawn, 0 unchanged, 0 failed", last
    pictures = sorted(p.name for p in desk.folder.glob("out/*.png"))
    assert pictures == sorted(f"tracker-{day}-{lang}{size}.png"
                              for day in desk.days for lang in LANGS for size in ("", "@2x"))
    for name in pictures:
        width = struct.unpack(">I", (desk.folder / "out" / name).read_bytes()[16:20])[0]
        assert width == (1200 if "@2x" in name else 600), f"{name} is {width} px wide"
    return f"{len(pictures)} pictures"


def held(desk):
    """The km2 held on each day, and those of all oblasts, by GEOS and PROJ."""
    earth, base = NUMBERS.Earth(desk.options.earth), NUMBERS.oblasts()
    for key, shape in base.items():
        earth.do("load", key, NUMBERS.wkt_polygons(shape))
    whole = [earth.ask("area", key) for key in base]
    asked = {}
    for day, path in desk.days.items():
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        shapes = [p for f in features for p in f["geometry"]["coordinates"]]
        earth.do("load", "control", NUMBERS.wkt_polygons(shapes))
        asked[day] = []
        for key in base:
            earth.do("and", "part", key, "control")
            asked[day].append(earth.ask("area", "part"))
    earth.run()
    return ({day: sum(earth.answers[i] for i in list_) for day, list_ in asked.items()},
            sum(earth.answers[i] for i in whole))


def number(value, lang, decimals=0, sign=False):
    text = f"{value:+,.{decimals}f}" if sign and round(value) else f"{abs(round(value)) if sign else value:,.{decimals}f}"
    text = text.replace("-", "−")
    return text if lang == "en" else text.replace(",", "\u00a0").replace(".", ",")


def date(day, lang):
    year, month, mday = day.split("-")
    return f"{int(mday)} {MONTHS[lang].split()[int(month) - 1]} {year}"


def captions_are_right(desk):
    km2, whole = held(desk)
    first = min(km2)
    for day, area in km2.items():
        change = area - km2[first]
        for lang in LANGS:
            trace = (desk.folder / "words" / f"{day}-{lang}.trace").read_text(encoding="utf-8")
            share, figure, gained = (number(100 * area / whole, lang, 1), number(area, lang),
                                     number(change, lang, sign=True))
            wanted = (f"Russia holds {share}% of Ukraine",
                      f"{figure} km² on {date(day, lang)}, {gained} km² since {date(first, lang)}") \
                if lang == "en" else \
                (f"Росія утримує {share}% України",
                 f"{figure} км² станом на {date(day, lang)}, {gained} км² з {date(first, lang)}")
            for words in wanted:
                assert f'"{words}"' in trace, f"{day} {lang}: no \"{words}\" on the map"
    return f"{2 * len(km2)} title blocks"


def only_what_changed_is_drawn(desk):
    count = 2 * len(desk.days)
    nothing = f"{count} maps: 0 drawn, {count} unchanged, 0 failed"
    assert desk.batch("--skip-unchanged") == nothing
    day, other = sorted(desk.days)[9], sorted(desk.days)[12]
    os.utime(desk.days[day])
    assert desk.batch("--skip-unchanged") == nothing, "a new time draws"
    before, own = desk.digests(), desk.days[day].read_bytes()
    desk.days[day].write_bytes(desk.days[other].read_bytes())
    last = desk.batch("--skip-unchanged")
    assert last == f"{count} maps: 2 drawn, {count - 2} unchanged, 0 failed", last
    changed = [n for n, digest in desk.digests().items() if digest != before[n]]
    assert sorted(n for n in changed if n.endswith(".png")) == \
        sorted(f"tracker-{day}-{lang}{size}.png" for lang in LANGS for size in ("", "@2x")), changed
    desk.days[day].write_bytes(own)
    last = desk.batch("--skip-unchanged")
    assert last.startswith(f"{count} maps: 2 drawn"), last
    assert desk.digests() == before
    return f"{len(changed)} files of {day}"


def same_bytes_for_any_crew_and_shares(desk):
    two = desk.digests()
    desk.clear()
    desk.batch("-j1")
    assert desk.digests() == two, "one worker draws other bytes than two"
    desk.clear()
    totals = [int(desk.batch("--shard", f"{k}/3").split()[0]) for k in (1, 2, 3)]
    assert sum(totals) == 2 * len(desk.days)
    assert desk.digests() == two, "three shares draw other bytes"
    return f"shares of {totals}"


def main():
    parser = argparse.ArgumentParser(description="A daily map over real snapshots.")
    parser.add_argument("--cartouche", required=True)
    parser.add_argument("--earth", required=True)
    shared = os.environ.get("CARTOUCHE_SHARED_DATA", ROOT.parent / "shared" / "data")
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path(shared) / "deepstate")
    parser.add_argument("--keep", type=pathlib.Path, help="copy the pictures there")
    options = parser.parse_args()
    options.cartouche = os.path.abspath(options.cartouche)
    if not options.folder.is_dir():
        print(f"skipped: there is no {options.folder}")
        return 77
    with tempfile.TemporaryDirectory(prefix="cartouche-tracker-") as folder:
        desk = Desk(options, pathlib.Path(folder))
        for check in (all_are_drawn, captions_are_right, only_what_changed_is_drawn,
                      same_bytes_for_any_crew_and_shares):
            try:
                print(f"{check.__name__}: {check(desk)}", flush=True)
            except AssertionError as fault:
                print(f"{check.__name__}: {fault}")
                return 1
        if options.keep:
            shutil.copytree(desk.folder / "out", options.keep, dirs_exist_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
