# house.py - checks that the code keeps the rules of the house: house.py CHECK… [--root DIR].
import argparse
import pathlib
import re
import sys

import ctext

# Room: the rooms whose header its files may include. Their own is always allowed.
ROOMS = {
    "base": [],
    "geom": ["base"],
    "scene": ["base", "geom"],
    "project": ["base", "geom"],
    "feature": ["base", "geom"],
    "canvas": ["base", "geom", "scene"],
    "schema": ["base", "geom", "scene"],
    "spec": ["base", "geom", "scene", "schema"],
    "source": ["base", "geom", "feature", "spec", "project"],
    "marks": ["base", "geom", "feature", "project", "scene", "spec"],
    "notes": ["base", "geom", "scene", "spec", "marks"],
    "sheet": ["base", "geom", "project", "scene", "spec", "marks"],
    "film": ["base"],
    "cli": [],
}
# Foreign header: the files that may include it (globs under src/).
FOREIGN = [
    (r"libfyaml\.h", ["schema/yaml.c"]),
    (r"(gdal|ogr|cpl)\w*\.h", ["source/ogr*.c"]),
    (r"geos_c\.h", ["geom/overlay*.c"]),
    (r"shapefil\.h", ["source/shp*.c", "source/write_shp.c"]),
    (r"proj\w*\.h", ["project/proj_*.c"]),
    (r"geodesic\.h", ["project/proj_*.c"]),
    (r"(pango/.*|fontconfig/.*|glib.*|hb.*)\.h", ["scene/text*.c", "canvas/cairo*.c"]),
    (r"cairo.*\.h", ["canvas/cairo*.c", "canvas/rsvg*.c"]),
    (r"jansson\.h", ["spec/schema*.c", "source/inspect*.c", "*.c"]),
    (r"unicode/.*\.h", ["base/*.c"]),
    (r"xxhash\.h", ["base/digest.c"]),
    (r"libdeflate\.h", ["canvas/png*.c"]),
    (r"(librsvg|libxml)/.*\.h", ["canvas/rsvg*.c"]),
    (r"webp/\w+\.h", ["film/webp*.c"]),
    (r"gif_lib\.h", ["film/gif*.c"]),
    (r"sanitizer/asan_interface\.h", ["base/arena.c"]),
    (r"malloc\.h", ["cli/main.c"]),
    (r"emmintrin\.h", ["canvas/samples.c", "canvas/ink.c"]),
]
STANDARD = set("""assert ctype errno fcntl fenv float getopt glob inttypes libgen limits locale math poll
    pthread sched setjmp signal spawn stdarg stdatomic stdbool stddef stdint stdio stdlib string strings
    dirent fnmatch ftw dlfcn iconv regex time unistd wchar sys/mman sys/prctl sys/random sys/resource sys/socket
    sys/stat sys/time sys/types sys/uio sys/wait sys/inotify netinet/in arpa/inet sys/sysinfo""".split())

FILE_LINES, FUNCTION_LINES = 600, 80
# Call: what to use; the rooms where it is allowed: base parses for all; cli knows no other room, and
# nobody calls setlocale.
BANNED_CALLS = {
    "strcpy": ("ct_strdup", ()), "strcat": ("ct_buffer_text", ()), "sprintf": ("ct_printf", ()),
    "vsprintf": ("ct_printf", ()), "gets": ("ct_file_read", ()), "strtok": ("strcspn", ()),
    "atoi": ("ct_number_parse", ()), "atof": ("ct_number_parse", ()),
    "strtod": ("ct_number_parse", ("base", "cli")), "strtof": ("ct_number_parse", ("base",)),
    "setlocale": ("nothing: numbers and texts never depend on the locale", ()),
}
BAD_WORDS = r"util|utils|common|helper|helpers|manager|misc"
# Source files with no unit test of their own, and why.
UNTESTED = [
    ("cli/*.c", "tests/cli runs the command itself"),
    ("*.c", "the straight line and the public face: tests/golden, tests/cli and tests/errors"),
]
SKIPPED_FOLDERS = {"build", "out", ".git", "__pycache__", "data", "seeds"}
NAMED_FIRST = {".c", ".h", ".py", ".sh", ".cmake", ".test", ".apt"}
TEXT_ENDINGS = NAMED_FIRST | {".md", ".txt", ".yaml", ".json", ".in", ".supp", ".expected", ".html"}


class House:
    """The tree under `root` and the findings about it."""

    def __init__(self, root):
        self.root = pathlib.Path(root).resolve()
        self.findings = []
        self.texts = {}

    def find(self, path, line, text):
        self.findings.append(f"{path.relative_to(self.root)}:{line}: {text}")

    def text(self, path):
        if path not in self.texts:
            self.texts[path] = path.read_text(encoding="utf-8", errors="replace")
        return self.texts[path]

    def files(self, *endings, under=("",)):
        for top in under:
            for path in sorted((self.root / top).rglob("*")):
                parts = path.relative_to(self.root).parts
                if path.is_file() and path.suffix in endings and not SKIPPED_FOLDERS & set(parts[:-1]):
                    yield path

    def source(self):
        return list(self.files(".c", ".h", under=("src",)))

    def room(self, path):
        """"geom" for src/geom/clip.c, "" for src/pipeline.c."""
        parts = path.relative_to(self.root / "src").parts
        return parts[0] if len(parts) > 1 else ""

    def functions(self, path):
        return ctext.functions(self.text(path))


def may_include(room, name, goal_room, goal):
    """Whether a file `name` of `room` may include the file `goal` of `goal_room`."""
    if goal == "cartouche.h":
        return room in ("base", "cli", "")  # base.h carries the status codes to the other rooms
    if room == goal_room:
        return True
    if room == "" and name == "cartouche.c":
        return goal_room in ("canvas", "base")
    if room == "":
        return goal_room != "cli"
    return goal_room in ROOMS.get(room, [])


def check_includes(house):
    """Each room includes only the rooms and the foreign headers that it may."""
    for path in house.source():
        room = house.room(path)
        if room and room not in ROOMS:
            house.find(path, 1, f"there is no room '{room}'; the rooms are {', '.join(ROOMS)}")
            continue
        for line, name, quoted in ctext.includes(house.text(path)):
            if quoted:
                goal = (path.parent / name).resolve()
                if not goal.is_file() or house.root / "src" not in goal.parents:
                    house.find(path, line, f'"{name}" is no file under src/')
                elif not may_include(room, path.name, house.room(goal), goal.name):
                    house.find(path, line, f"{room or path.name} may not include {house.room(goal)}/{goal.name}")
            elif name.removesuffix(".h") not in STANDARD:
                check_foreign(house, path, line, name)


def check_foreign(house, path, line, name):
    inside = path.relative_to(house.root / "src")
    for pattern, homes in FOREIGN:
        if re.fullmatch(pattern, name):
            if not any(len(inside.parts) == home.count("/") + 1 and inside.match(home) for home in homes):
                house.find(path, line, f"<{name}> belongs in src/{', src/'.join(homes)} alone")
            return
    house.find(path, line, f"<{name}> is neither of C and POSIX nor a library of the table in house.py")


def cycle(graph):
    """A list of nodes a → … → a, or None."""
    done, trail = set(), []

    def visit(node):
        if node in trail:
            return trail[trail.index(node):] + [node]
        if node in done:
            return None
        trail.append(node)
        for goal in sorted(graph.get(node, ())):
            found = visit(goal)
            if found:
                return found
        trail.pop()
        done.add(node)
        return None

    for node in sorted(graph):
        found = visit(node)
        if found:
            return found
    return None


def check_circles(house):
    """No circle of files, and none of rooms."""
    files, rooms = {}, {}
    for path in house.source():
        for _, name, quoted in ctext.includes(house.text(path)):
            goal = (path.parent / name).resolve()
            if not quoted or not goal.is_file() or house.root / "src" not in goal.parents:
                continue
            files.setdefault(str(path), set()).add(str(goal))
            if house.room(path) and house.room(goal) and house.room(path) != house.room(goal):
                rooms.setdefault(house.room(path), set()).add(house.room(goal))
    for what, graph in (("files", files), ("rooms", rooms)):
        found = cycle(graph)
        if found:
            trail = " → ".join(name.replace(str(house.root) + "/", "") for name in found)
            house.findings.append(f"src: a circle of {what}: {trail}")


def check_headers(house):
    """One header a folder, named like it, with a guard."""
    for folder in sorted(p for p in (house.root / "src").iterdir() if p.is_dir()):
        headers = sorted(folder.glob("*.h"))
        for header in headers:
            if header.name != folder.name + ".h":
                house.find(header, 1, f"a folder has one header, here {folder.name}.h")
        if not headers and list(folder.glob("*.c")):
            house.find(sorted(folder.glob("*.c"))[0], 1, f"the folder has no header {folder.name}.h")
    for path in house.files(".h", under=("src",)):
        if not re.search(r"^#ifndef (\w+)\n#define \1$", house.text(path), re.MULTILINE):
            house.find(path, 2, "the header has no include guard")


def check_lengths(house):
    """No file over 600 lines, no function over 80."""
    for path in house.files(".c", ".h", ".py", under=("src", "tests")):
        lines = house.text(path).count("\n")
        if lines > FILE_LINES:
            house.find(path, FILE_LINES, f"{lines} lines; a file has at most {FILE_LINES}")
    for path in house.files(".c", ".h", under=("src", "tests")):
        for name, first, last, _ in house.functions(path):
            if last - first + 1 > FUNCTION_LINES:
                house.find(path, first, f"{name} has {last - first + 1} lines; a function has at most "
                           f"{FUNCTION_LINES}")


def check_first_lines(house):
    """Line 1 (or 2, below #!) of each file says what it is."""
    for path in house.files(*NAMED_FIRST, ".txt", ""):
        name = str(path.relative_to(house.root))
        if path.suffix == ".txt" and path.name != "CMakeLists.txt":
            continue
        if path.suffix == "" and path.name != "run":
            continue
        lines = house.text(path).split("\n") + [""]
        line = lines[1] if lines[0].startswith("#!") else lines[0]
        mark = "/* " if path.suffix in (".c", ".h") else "# "
        if not re.match(re.escape(mark) + f"({re.escape(path.name)}|{re.escape(name)}) - \\S", line):
            house.find(path, 1, f"line 1 is not '{mark}{path.name} - what it is'")


def check_names(house):
    """No _t types, no bag names; functions seen outside their file are ct_ or cartouche_; in cli cmd_ or cli_."""
    for path in house.source():
        code = ctext.bare(house.text(path))
        for number, line in enumerate(code.split("\n"), 1):
            for match in re.finditer(r"(?:\}|\btypedef\b.*)\s*\b(\w+_t);|\b(?:struct|enum|union) (\w+_t)\b", line):
                house.find(path, number, f"the type {match[1] or match[2]}: names that end in _t are POSIX's")
        for name, first, _, static in house.functions(path):
            prefix = ("ct_", "cartouche_") + (("cmd_", "cli_", "main") if house.room(path) == "cli" else ())
            if static and name.startswith("ct_") and path.suffix == ".c":
                house.find(path, first, f"{name} is local to its file: no ct_")
            elif not static and not name.startswith(prefix):
                house.find(path, first, f"{name} is seen outside its file: ct_ before it, or static")
    for path in house.files(*TEXT_ENDINGS, under=("src", "tests", "cmake")):
        if re.search(rf"(^|_)({BAD_WORDS})(_|$)", path.stem):
            house.find(path, 1, "name a file for what it holds")


def check_paths(house):
    """Nothing names a folder of one machine."""
    pattern = re.compile(r"/(?:work|home|root)/\w|/tmp/bash")
    for path in house.files(*TEXT_ENDINGS, ""):
        if path.parent == pathlib.Path(__file__).resolve().parent:
            continue
        for number, line in enumerate(house.text(path).split("\n"), 1):
            match = pattern.search(line)
            if match:
                house.find(path, number, f"'{match[0]}…' is a path of one machine")


def check_calls(house):
    """No call that overruns, that parses badly, or that asks the locale."""
    for path in house.files(".c", ".h", under=("src",)):
        for number, line in enumerate(ctext.bare(house.text(path)).split("\n"), 1):
            for name in re.findall(r"\b(\w+)\s*\(", line):
                instead, allowed = BANNED_CALLS.get(name, ("", None))
                if allowed is not None and house.room(path) not in allowed:
                    house.find(path, number, f"{name} is banned; use {instead}")


def check_tests(house):
    """Each source file has its unit test, each unit test its source file, each test its fuzzer."""
    units = {path.stem.removeprefix("test_"): path for path in house.files(".c", under=("tests/unit",))}
    stems = {}
    for path in house.files(".c", under=("src",)):
        if path.stem in stems:
            house.find(path, 1, f"{stems[path.stem].relative_to(house.root)} has the same name")
        stems[path.stem] = path
        inside = path.relative_to(house.root / "src")
        excused = any(len(inside.parts) == home.count("/") + 1 and inside.match(home) for home, _ in UNTESTED)
        if path.stem not in units and not excused:
            house.find(path, 1, f"there is no tests/unit/test_{path.stem}.c")
    for stem, path in units.items():
        if stem not in stems:
            house.find(path, 1, f"there is no src/…/{stem}.c to test")
        if not re.search(r"\bassert_\w+\s*\(|\bfail_msg\s*\(", house.text(path)):
            house.find(path, 1, "it asserts nothing: a test must be able to fail")


CHECKS = {name.removeprefix("check_").replace("_", "-"): function for name, function in list(globals().items())
          if name.startswith("check_") and name != "check_foreign"}


def main():
    parser = argparse.ArgumentParser(description="The rules of the house.")
    parser.add_argument("checks", nargs="+", choices=[*CHECKS, "all"], metavar="CHECK",
                        help=f"all, or of: {', '.join(CHECKS)}")
    parser.add_argument("--root", default=pathlib.Path(__file__).resolve().parents[2])
    options = parser.parse_args()
    house = House(options.root)
    for name in CHECKS if "all" in options.checks else options.checks:
        CHECKS[name](house)
    print("\n".join(house.findings) or "no findings")
    return 1 if house.findings else 0


if __name__ == "__main__":
    sys.exit(main())
