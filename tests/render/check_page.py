"""Drives the pages in FOLDER with headless Chromium through chromedriver (W3C WebDriver) and leaves screenshots beside
them. usage: check_page.py FOLDER; exit status 0 when all held."""
import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

folder = pathlib.Path(sys.argv[1]).resolve()


class Browser:
    def __init__(self):
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.driver.stdout:
            if "started successfully on port" in line:
                self.base = f"http://127.0.0.1:{int(line.rstrip().rstrip('.').rsplit(' ', 1)[1])}/session"
                break
        self.profile = tempfile.TemporaryDirectory(prefix="trama-chromium-", ignore_cleanup_errors=True)
        options = {"args": ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync", "--disable-dev-shm-usage",
                            "--disable-background-networking", "--disable-component-update", "--window-size=1500,900",
                            f"--user-data-dir={self.profile.name}"]}
        session = self.call("", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        self.base += "/" + session["sessionId"]

    def call(self, path, body=None, method=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"]) from None

    def open(self, file):
        self.call("/url", {"url": (folder / file).as_uri()})

    def run(self, script, *arguments):
        return self.call("/execute/sync", {"script": script, "args": list(arguments)})

    def find(self, css):
        return list(self.call("/element", {"using": "css selector", "value": css}).values())[0]

    def click(self, css):
        self.call(f"/element/{self.find(css)}/click", {})

    def type(self, css, text):
        self.call(f"/element/{self.find(css)}/value", {"text": text})

    def text(self, css):
        return self.run("return document.querySelector(arguments[0]).innerText", css)

    def screenshot(self, name):
        (folder / name).write_bytes(base64.b64decode(self.call("/screenshot")))

    def close(self):
        self.call("", None, "DELETE")
        self.driver.terminate()
        self.driver.wait()
        self.profile.cleanup()


failures = 0


def check(what, held):
    global failures
    if not held:
        failures += 1
        print("FAILED:", what, file=sys.stderr)


browser = Browser()
try:
    browser.open("hostile.html")
    check("hostile text did not run", browser.run("return document.title") == "A title with <b>markup</b>")
    box = "return svg.getAttribute('viewBox')"
    whole = browser.run(box)
    check("every node and edge is drawn", browser.run(
        "return [...nodeGroups, ...edgeGroups].every(g => g !== null)"))
    browser.screenshot("start.png")

    # A click on an edge's label shows its quotes.
    k = browser.run("return data.edges.findIndex(e => e.relation === 'FOUNDED')")
    browser.click(f"#edge{k} text")
    panel = browser.text("#panel")
    check("the clicked edge's quote, article and date are shown: " + panel,
          "The quote says so." in panel and "An article" in panel and "2025-02-04" in panel and "Liang Wenfeng" in panel)
    browser.screenshot("edge.png")

    # Search, Enter: the node's facts; one of them clicked: its quote, as text.
    browser.type("#search", "</SCRIPT>\uE007")
    check("search finds by folded name", "</script><script>" in browser.text("#panel h2"))
    browser.click("#panel .row")
    check("hostile quote is shown verbatim", "onerror=alert(1)> {{data}}" in browser.text("#panel blockquote"))
    check("no link with a script", browser.run("return document.querySelectorAll('#panel a').length") == 0)
    check("still not run", browser.run("return document.title") == "A title with <b>markup</b>")

    shown = "return [...document.querySelectorAll('#drawing .edge')].filter(g => !g.classList.contains('out')).length"
    before = browser.run(shown)
    browser.click("input[data-filter=relation][data-value=DEVELOPS]")
    check("a relation filtered away is hidden", 0 < browser.run(shown) < before)
    browser.click("input[data-filter=relation][data-value=DEVELOPS]")
    check("and comes back", browser.run(shown) == before)
    browser.click("input[data-filter=type][data-value=Place]")
    check("a type filtered away takes its edges", browser.run(shown) < before)
    browser.click("input[data-filter=type][data-value=Place]")
    browser.click(".toggle[data-filter=relation]")
    check("none of the relations", browser.run(shown) == 0)
    browser.click("input[data-filter=relation][data-value=DEVELOPS]")
    check("but one", 0 < browser.run(shown) < before)
    browser.click(".toggle[data-filter=relation]")
    check("and all again", browser.run(shown) == before)
    browser.run("const i = document.getElementById('date-from'); i.value = '2031-01-01'; i.dispatchEvent(new Event('change'))")
    check("dates bound what is shown", browser.run(shown) == 0)
    browser.run("const i = document.getElementById('date-from'); i.value = ''; i.dispatchEvent(new Event('change'))")
    check("all is shown again", browser.run(shown) == before)

    browser.run("nodeGroups[data.nodes.findIndex(n => n.name === 'Liang Wenfeng')].focus()")
    check("a name takes the focus and says what it is",
          browser.run("return document.activeElement.getAttribute('aria-label')") == "Liang Wenfeng, Person")
    browser.run("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}))")
    check("and Enter chooses it", browser.text("#panel h2") == "Liang Wenfeng")
    check("and reading goes on in the panel", browser.run("return document.activeElement === panel.querySelector('h2')"))
    key = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: arguments[0], bubbles: true}))"
    focused = "return nodeGroups.indexOf(document.activeElement)"
    browser.run(key, "Escape")
    at = browser.run(focused)
    check("Escape comes back to the name", browser.run("return data.nodes[arguments[0]].name", at) == "Liang Wenfeng")
    browser.run(key, "ArrowRight")
    check("an arrow key goes to the next name", browser.run(focused) == at + 1)
    check("names are one stop of Tab", browser.run("return svg.querySelectorAll('[tabindex=\"0\"]').length") == 1)
    browser.run("chooseNothing()")

    start = browser.run(box)
    browser.click("#zoom-in")
    check("zoom changes the window", browser.run(box) != start)
    browser.click("#zoom-all")
    check("and All brings the whole drawing back", all(
        abs(float(now) - float(then)) < 0.01 for now, then in zip(browser.run(box).split(), whole.split())))

    k = browser.run("return data.edges.findIndex(e => e.relation === 'FOUNDED')")
    browser.run("""const line = document.querySelector(`#edge${arguments[0]} path`), at = line.getPointAtLength(line.getTotalLength() / 3)
                       .matrixTransform(line.getScreenCTM());
                   document.elementFromPoint(at.x + 3, at.y + 3).dispatchEvent(new MouseEvent('click', {bubbles: true}))""", k)
    check("a click beside a line is one on it", "The quote says so." in browser.text("#panel"))
    browser.run("""const at = (type, id, x) => drawing.dispatchEvent(new PointerEvent(type, {pointerId: id, clientX: x, clientY: 400, bubbles: true}));
                   at('pointerdown', 1, 600); at('pointerdown', 2, 700); at('pointermove', 2, 800); at('pointerup', 1, 600); at('pointerup', 2, 800)""")
    check("two fingers that part zoom in", float(browser.run(box).split()[2]) < float(whole.split()[2]))
    browser.click("#zoom-all")
    browser.call("/window/rect", {"width": 400, "height": 800})
    place = "return document.getElementById(arguments[0]).getBoundingClientRect().top"
    check("on a phone the drawing comes first, the filters last",
          browser.run(place, "drawing") < browser.run(place, "panel") < browser.run(place, "filters"))
    check("and nothing is wider than the screen", browser.run("return document.documentElement.scrollWidth <= innerWidth"))
    browser.screenshot("phone.png")
    browser.call("/window/rect", {"width": 1500, "height": 900})
    browser.open("many.html")
    check("2,000 names are drawn", browser.run("return nodeGroups.filter(Boolean).length") == 2000)
    names = "return document.querySelectorAll('.landmarks text').length"
    browser.run("drawLandmarks()")
    check("the most connected are named over what is too small to read", 5 < browser.run(names) <= 40)
    browser.screenshot("overview.png")
    browser.type("#search", "name 1234\uE007")
    check("and found", browser.text("#panel h2") == "Name 1234")
    check("large enough to read",
          browser.run("return nodeGroups[data.nodes.findIndex(n => n.name === 'Name 1234')].getBoundingClientRect().width") > 45)
    browser.screenshot("many.png")
    browser.run("drawLandmarks()")
    check("but not where all can be read", browser.run(names) == 0)
    browser.click("#zoom-all")
    browser.run("chooseNothing()")
    check("and the panel leads to them", browser.run("return panel.querySelectorAll('.row').length") == 12)
finally:
    browser.close()
sys.exit(1 if failures else 0)
