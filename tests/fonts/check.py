# check.py - the pinned fonts are installed, and no other is seen; fills their cache.
import subprocess
import sys

WANTED = ["Open Sans", "DejaVu Sans", "DejaVu Serif", "Noto Sans Arabic", "Noto Sans Devanagari",
          "Noto Sans Hebrew", "Noto Sans Thai"]


def main():
    listed = subprocess.run(["fc-list", ":", "family"], check=True, capture_output=True, text=True)
    families = {line.split(",")[0].strip() for line in listed.stdout.splitlines() if line.strip()}
    lacking = [name for name in WANTED if name not in families]
    strange = sorted(families - set(WANTED))
    for name in lacking:
        print(f"the font '{name}' is not installed; ./run test installs it on Debian and Ubuntu")
    if strange:
        print(f"the tests see {len(strange)} fonts that fonts.cmake does not mean to let in: "
              + ", ".join(strange[:5]))
    return 1 if lacking or strange else 0


if __name__ == "__main__":
    sys.exit(main())
