# run.py - the same map gives the same bytes: again, elsewhere, in another zone, locale and home.
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ENDINGS = [".png", ".svg", ".pdf", ".trace"]


def draw(cartouche, path, folder, cwd, **changes):
    """Draws into `folder` and returns the bytes by ending."""
    folder.mkdir(parents=True)
    command = [os.path.abspath(cartouche), "render", os.path.relpath(path, cwd)]
    for ending in ENDINGS:
        command += ["-o", str(folder / ("map" + ending))]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600", **changes}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120,
                          check=False)
    if done.returncode:
        sys.exit(f"render ended with {done.returncode}\n{done.stderr}")
    return {ending: (folder / ("map" + ending)).read_bytes() for ending in ENDINGS}


def other_locale():
    """A locale with a comma in its numbers, where the system has one."""
    names = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split()
    return next((name for name in names if name.startswith(("de_", "fr_", "uk_", "tr_"))), "POSIX")


def main():
    parser = argparse.ArgumentParser(description="Draws a map again and again.")
    parser.add_argument("--cartouche", required=True, help="the command under test")
    parser.add_argument("map", type=pathlib.Path)
    options = parser.parse_args()
    path = options.map.resolve()
    faults = []
    with tempfile.TemporaryDirectory(prefix="cartouche-same-") as name:
        top = pathlib.Path(name)
        (top / "a b ü").mkdir()
        first = draw(options.cartouche, path, top / "first", path.parent)
        locale = other_locale()
        runs = {
            "again": {},
            "TZ=Pacific/Kiritimati": {"TZ": "Pacific/Kiritimati"},
            f"LC_ALL={locale}": {"LC_ALL": locale, "LANG": locale},
            "LANGUAGE=uk": {"LANGUAGE": "uk", "LANG": "uk_UA.UTF-8"},
            "another HOME": {"HOME": str(top / "a b ü"), "XDG_CACHE_HOME": str(top / "a b ü")},
            "another folder": {"cwd": top / "a b ü"},
        }
        for number, (what, changes) in enumerate(runs.items()):
            cwd = changes.pop("cwd", path.parent)
            found = draw(options.cartouche, path, top / str(number), cwd, **changes)
            faults += [f"{what}: the {ending[1:]} is not the same" for ending in ENDINGS
                       if found[ending] != first[ending]]
        if shutil.which("xmllint"):
            done = subprocess.run(["xmllint", "--noout", str(top / "first/map.svg")], capture_output=True, text=True,
                                  check=False)
            if done.returncode or done.stderr:
                faults.append("xmllint: " + done.stderr)
        else:
            faults.append("xmllint is not installed")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
