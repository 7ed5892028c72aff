# ctext.py - reads C just well enough for the house rules: bare code, includes, functions.
import re


def _blank(text):
    """Spaces of the same length, newlines kept."""
    return re.sub(r"[^\n]", " ", text)


_TOKEN = re.compile(r"""/\*.*?\*/ | //[^\n]* | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'""",
                    re.DOTALL | re.VERBOSE)


def without_comments(text):
    """Comments become blanks; strings stay; every line keeps its number."""
    return _TOKEN.sub(lambda m: _blank(m[0]) if m[0].startswith("/") else m[0], text)


def bare(text):
    """Comments, the insides of strings, and preprocessor lines become blanks."""
    def replace(match):
        token = match[0]
        if token.startswith("/"):
            return _blank(token)
        return token[0] + _blank(token[1:-1]) + token[-1]

    text = _TOKEN.sub(replace, text)
    return re.sub(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", lambda m: _blank(m[0]), text,
                  flags=re.MULTILINE | re.DOTALL)


def includes(text):
    """(line, name, quoted) of each #include."""
    found = []
    for number, line in enumerate(without_comments(text).split("\n"), 1):
        match = re.match(r'\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', line)
        if match:
            found.append((number, match[1] or match[2], match[1] is not None))
    return found


def functions(text):
    """(name, first line, last line, is static) of each function defined in the file."""
    code = bare(text)
    found = []
    depth, start, head = 0, 0, ""
    for match in re.finditer(r"[{};]", code):
        at, mark = match.start(), match[0]
        if depth == 0:
            head = code[start:at]
        if mark == "{":
            if depth == 0:
                opened = (head, start)
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == 0:
                entry = _function(code, *opened, at)
                if entry:
                    found.append(entry)
                start = at + 1
        elif depth == 0:
            start = at + 1
    return found


def _function(code, head, start, end):
    """The entry of functions() for the block after `head`, or None: a struct, an array, an enum."""
    if not head.rstrip().endswith(")") or "=" in head.split("(")[0]:
        return None
    attributes = re.sub(r"__attribute__\s*\(\(.*?\)\)|CT_PRINTF\([^)]*\)", " ", head, flags=re.DOTALL)
    name = re.search(r"(\w+)\s*\(", attributes)
    if not name:
        return None
    lead = len(head) - len(head.lstrip())
    first = code.count("\n", 0, start + lead) + 1
    last = code.count("\n", 0, end) + 1
    return name[1], first, last, bool(re.search(r"\bstatic\b", head))
