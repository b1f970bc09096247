#!/usr/bin/env python3
"""A session of the shell as a picture: types into the real program in tmux and draws the screen as SVG.

    examples/shell_picture.py TRAMA DATABASE OUT.svg
"""
import html
import os
import re
import subprocess
import sys
import tempfile
import time

COLUMNS, ROWS = 96, 31
GLYPH, LINE, MARGIN = 8.4, 18, 14
KEYS = [  # what is typed, and what shows that it was answered
    (".timer off\n", "not shown"),
    ("\f", None),  # the screen begins here
    ("MATCH (p:Person)-[r:LEADS]->(c:Company)\n", "...>"),
    ("RETURN p.name AS person, r.role AS role, c.name AS company ORDER BY person LIMIT 5;\n", "person"),
    ("MATCH (c:Compnay) RETURN c;\n", "did you mean"),
    ("High-Flyer\n", "company/high-flyer"),
]


def tmux(socket, *words):
    return subprocess.run(["tmux", "-L", socket, "-f", os.devnull, *words], check=True, capture_output=True,
                          text=True).stdout


def session(trama, database):
    """The lines of the screen, with the terminal's escape sequences for bold and the like."""
    socket = f"trama-{os.getpid()}"
    with tempfile.TemporaryDirectory() as home:
        command = (f"HOME={home} XDG_STATE_HOME={home} LC_ALL=C.UTF-8 TRAMA_DB={os.path.basename(database)} "
                   f"sh -c 'cd {os.path.dirname(database)} && exec {trama}'")
        tmux(socket, "new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), command)
        try:
            def wait_for(text):
                for _ in range(600):
                    if text in tmux(socket, "capture-pane", "-p"):
                        return
                    time.sleep(0.1)
                raise SystemExit(f"the shell never showed {text!r}")

            def wait_for_prompt():
                for _ in range(600):
                    shown = tmux(socket, "capture-pane", "-p").rstrip()
                    if shown.endswith("trama>"):
                        return
                    time.sleep(0.1)
                raise SystemExit("the shell shows no prompt")

            wait_for_prompt()
            for keys, answer in KEYS:
                for line in keys.splitlines(keepends=True):
                    if line == "\f":
                        tmux(socket, "send-keys", "C-l")
                        continue
                    tmux(socket, "send-keys", "-l", line.rstrip("\n").replace(";", ";" if line[-2] != ";" else "\\;"))
                    tmux(socket, "send-keys", "Enter")
                if answer:
                    wait_for(answer)
                    if answer != "...>":
                        wait_for_prompt()
            return tmux(socket, "capture-pane", "-p", "-e").rstrip("\n").split("\n")
        finally:
            tmux(socket, "kill-server")


def styled(line, style):
    """Pieces of text with the class of their style, and at last the style that goes on in the next line."""
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        code = re.fullmatch(r"\x1b\[([0-9;]*)m", piece)
        if not code:
            if piece:
                yield style, piece
        else:
            style = {"1": "b", "2": "d", "31": "r"}.get(code.group(1), "")
    yield style, ""


def svg(lines):
    while lines and not lines[-1].strip():
        lines.pop()
    width, height = COLUMNS * GLYPH + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" role="img" '
           'aria-label="A session of the shell">')
    yield ('<style>text{font:14px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;fill:#e6e6e6;white-space:pre}'
           ".b{font-weight:bold}.d{fill:#9a9a9a}.r{fill:#ff8a80}</style>")
    yield '<rect width="100%" height="100%" rx="8" fill="#1e1e24"/>'
    style = ""
    for number, line in enumerate(lines):
        column = 0
        for style, text in styled(line, style):
            if not text.strip():
                column += len(text)
                continue
            x, y = MARGIN + column * GLYPH, MARGIN + (number + 0.75) * LINE
            length = f' textLength="{len(text) * GLYPH:.1f}" lengthAdjust="spacingAndGlyphs"'
            classes = f' class="{style}"' if style else ""
            yield f'<text x="{x:.1f}" y="{y:.1f}"{classes}{length} xml:space="preserve">{html.escape(text)}</text>'
            column += len(text)
    yield "</svg>"


if __name__ == "__main__":
    trama, database, out = (os.path.abspath(path) for path in sys.argv[1:])
    with open(out, "w") as file:
        file.write("\n".join(svg(session(trama, database))) + "\n")
