"""Fetching from publishers, against a server on this machine that breaks off, answers errors and serves the wrong file."""

from __future__ import annotations

import datetime as dt
import http.server
import io
import re
import threading
import zipfile
from typing import ClassVar

import pytest
from typer.testing import CliRunner

from farr.cli.app import app
from farr.errors import UnreadableInput, UsageError
from farr.tables import Tables, download, fetch, installed, publishers
from farr.tables.download import DownloadFailed, downloads
from farr.tables.sets import table_sets

LIST = "Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\n" + "".join(
    f"{207000000 + n}X,Group,Class,,{'words ' * 40},,Name {n},Individual\n" for n in range(2000)
)
POA = "Order27\tPOAexemptCode\tLong\n1\tB900\tSequelae\n2\tZ7984\tLong term use\n"
BROKEN_AT = 200_000


def _zipped(name: str, text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, text)
    return buffer.getvalue()


class Publisher(http.server.BaseHTTPRequestHandler):
    """Behaves by its path; ``asked`` records what it was asked for."""

    files: ClassVar[dict[str, bytes]] = {}
    breaks: ClassVar[dict[str, int]] = {}
    etag = '"one"'
    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self):
        name, span = self.path.rpartition("/")[2].partition("?")[0], self.headers.get("Range", "")
        self.asked.append((name, span))
        if name.isdigit():
            self.send_error(int(name))
            return
        body = self.files[name]
        start = int(re.match(r"bytes=(\d+)-", span)[1]) if span and self.headers.get("If-Range") == self.etag else 0
        if start >= len(body):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(body)}")
            self.end_headers()
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.send_header("ETag", self.etag)
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        left = self.breaks.get(name, 0)
        self.breaks[name] = left - 1
        self.wfile.write(body[start : start + BROKEN_AT] if left > 0 else body[start:])

    def log_message(self, format, *args):
        pass


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setenv("FARR_HOME", str(tmp_path / "home"))
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(download, "TIMEOUT", 5.0)
    Publisher.files, Publisher.breaks, Publisher.asked, Publisher.etag = {}, {}, [], '"one"'
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()
    thread.join()


def _taxonomy(server: str, name: str = "nucc_taxonomy_261.csv"):
    return fetch(["taxonomy"], accept_licence=True, from_url=f"{server}/{name}")


def test_a_file_is_fetched_installed_and_not_kept(server):
    Publisher.files["nucc_taxonomy_261.csv"] = LIST.encode()
    seen = []
    fetched = fetch(
        ["taxonomy"],
        accept_licence=True,
        from_url=f"{server}/nucc_taxonomy_261.csv",
        progress=lambda step, share: seen.append(share),
    )
    assert [(m.set, m.release, m.rows) for m in fetched.manifests] == [("taxonomy", "2026-07", 2000)]
    assert max(seen) == 1.0 and len(seen) > 2
    assert not [path for path in downloads().rglob("*") if path.is_file()]


def test_a_connection_that_breaks_off_is_taken_up_again_where_it_was(server):
    Publisher.files["nucc_taxonomy_261.csv"] = LIST.encode()
    Publisher.breaks["nucc_taxonomy_261.csv"] = 2
    assert _taxonomy(server).manifests[0].rows == 2000
    assert [span for _, span in Publisher.asked] == ["", f"bytes={BROKEN_AT}-", f"bytes={2 * BROKEN_AT}-"]


def _break_off(server: str) -> None:
    """Leave a download of which three pieces came."""
    Publisher.files["nucc_taxonomy_261.csv"] = (LIST + LIST.partition("\n")[2].replace("2070", "2080")).encode()
    Publisher.breaks["nucc_taxonomy_261.csv"] = 3
    with pytest.raises(DownloadFailed, match=f"after {3 * BROKEN_AT:,} bytes; they are kept"):
        _taxonomy(server)
    assert not installed("taxonomy")


def test_what_came_is_kept_for_the_next_call(server):
    _break_off(server)
    assert _taxonomy(server).manifests[0].rows == 4000
    assert Publisher.asked[-1][1] == f"bytes={3 * BROKEN_AT}-"


def test_parts_of_two_versions_are_never_joined(server):
    _break_off(server)
    Publisher.files["nucc_taxonomy_261.csv"], Publisher.etag = LIST.encode(), '"two"'
    assert _taxonomy(server).manifests[0].rows == 2000


def test_a_half_that_was_in_fact_the_whole_is_taken(server, tmp_path):
    Publisher.files["nucc_taxonomy_261.csv"] = LIST.encode()
    url = f"{server}/nucc_taxonomy_261.csv"
    whole = download.download(url, "nucc_taxonomy_261.csv")
    whole.rename(whole.with_name("nucc_taxonomy_261.csv.part"))
    note = b'{"url":"' + url.encode() + b'","version":"\\"one\\"","total":null}'
    whole.with_name("nucc_taxonomy_261.csv.json").write_bytes(note)
    assert _taxonomy(server).manifests[0].rows == 2000


@pytest.mark.parametrize("status", [403, 404, 500])
def test_an_error_of_the_server_says_how_to_go_on_by_hand(server, status):
    with pytest.raises(
        DownloadFailed, match=rf"answered {status}.*By hand: download .*/{status} with a browser.*farr tables add"
    ):
        _taxonomy(server, str(status))
    assert not installed("taxonomy")


def test_without_a_connection_the_page_and_the_command_are_named(server, monkeypatch):
    monkeypatch.setattr(
        publishers,
        "addresses",
        lambda: (
            publishers.Address(
                "taxonomy", "2026-07", None, "https://127.0.0.1:9/nucc_taxonomy_261.csv", "", "2026-08", "https://x.test/page"
            ),
        ),
    )
    with pytest.raises(DownloadFailed) as caught:
        fetch(["taxonomy"], accept_licence=True)
    assert "no connection" in caught.value.message
    assert "open https://x.test/page and download nucc_taxonomy_261.csv" in caught.value.message
    assert "farr tables add nucc_taxonomy_261.csv" in caught.value.message


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("2027-poa-exempt-codes.zip", _zipped("POAexemptCodesFY27.txt", POA)[:120], "half a file"),
        ("2027-poa-exempt-codes.zip", b"<!doctype html><title>Sorry</title>", "web page in place of the file"),
        ("2027-poa-exempt-codes.zip", _zipped("nucc_taxonomy_261.csv", LIST), "it holds taxonomy"),
        ("2027-poa-exempt-codes.zip", _zipped("letter.txt", "Dear reader"), "no loader knows its format"),
        ("POAexemptCodesFY27.txt", b"Order27\tPOAexemptCode\n1\tnot a code\n", r"POAexemptCodesFY27\.txt:2"),
    ],
)
def test_a_wrong_or_half_file_leaves_nothing_behind(server, name, body, message):
    Publisher.files[name] = body
    with pytest.raises(UnreadableInput, match=message) as caught:
        fetch(["poa-exempt"], from_url=f"{server}/{name}")
    assert "othing was installed" in caught.value.message or "othing of it was installed" in caught.value.message
    assert not installed()
    assert not [path for path in downloads().rglob("*") if path.is_file()]


def test_a_file_with_another_hash_than_the_listed_one_is_refused(server, monkeypatch):
    Publisher.files["2027-poa-exempt-codes.zip"] = _zipped("POAexemptCodesFY27.txt", POA)
    address = publishers.Address("poa-exempt", "FY2027", None, f"{server}/2027-poa-exempt-codes.zip", "0" * 64, "2026-07", "")
    monkeypatch.setattr(publishers, "addresses", lambda: (address,))
    with pytest.raises(UnreadableInput, match="its hash differs"):
        fetch(["poa-exempt"])
    assert not installed()


def test_an_installed_release_is_not_fetched_again(server, monkeypatch):
    Publisher.files["2027-poa-exempt-codes.zip"] = _zipped("POAexemptCodesFY27.txt", POA)
    address = publishers.Address("poa-exempt", "FY2027", None, f"{server}/2027-poa-exempt-codes.zip", "", "2026-07", "")
    monkeypatch.setattr(publishers, "addresses", lambda: (address,))
    assert fetch(["poa-exempt"]).manifests[0].release == "FY2027"
    again = fetch(["poa-exempt"])
    assert (again.manifests, again.remarks) == ((), ("poa-exempt FY2027: installed already",))
    assert len(Publisher.asked) == 1


def test_a_page_without_a_date_is_in_force_from_the_day_it_was_fetched(server, monkeypatch):
    page = (
        '<html><head><title>Claim Status Codes | X12</title></head><body><table><tr class="prod-set current"><td class="code">0'
    )
    page += '</td><td class="description">Words<span class="dates">Start: 01/01/1995</span></td></tr></table></body></html>'
    Publisher.files["claim-status-codes"] = page.encode()
    address = publishers.Address("claim-status", "current", None, f"{server}/claim-status-codes", "", "2026-08", "")
    monkeypatch.setattr(publishers, "addresses", lambda: (address,))
    manifest = fetch(["claim-status"], accept_licence=True).manifests[0]
    assert manifest.effective_from == dt.date.today()
    assert Tables(dt.date(2001, 1, 1)).listing("claim-status").has("0", dt.date(2001, 1, 1))


def test_terms_are_shown_and_refused_without_acceptance(server):
    with pytest.raises(UsageError, match=r"American Medical Association.*--accept-licence"):
        fetch(["taxonomy"], from_url=f"{server}/nucc_taxonomy_261.csv")
    assert not Publisher.asked


def test_calls_that_make_no_sense(server):
    with pytest.raises(UsageError, match="one set"):
        fetch([], from_url=f"{server}/x.csv")
    with pytest.raises(UsageError, match="https://"):
        fetch(["taxonomy"], accept_licence=True, from_url="file:///etc/hosts")
    with pytest.raises(UsageError, match=r"no address is known.*farr tables add"):
        fetch(["cpt"], accept_licence=True)
    with pytest.raises(UsageError, match="listed: FY2026, FY2027"):
        fetch(["poa-exempt"], "FY1999")


def test_listed_addresses_are_https_of_known_sets_and_name_their_page():
    for address in publishers.addresses():
        assert address.set in table_sets()
        assert address.url.startswith("https://") and address.page.startswith("https://")
        assert address.seen and re.fullmatch(r"[0-9a-f]{64}|", address.sha256)


def test_the_command_lists_addresses_and_says_what_it_may_not_do(server):
    run = CliRunner().invoke(app, ["tables", "fetch", "poa-exempt", "--list", "--format", "jsonl"])
    assert run.exit_code == 0 and "2027-poa-exempt-codes.zip" in run.output
    with pytest.raises(UsageError):
        CliRunner().invoke(app, ["tables", "fetch", "taxonomy"], catch_exceptions=False)


def test_every_table_has_a_page_and_stands_in_the_overview():
    from farr.pipeline.tables import page

    overview = page("tables")
    for name in table_sets():
        assert f"`{name}`" in overview and page(name).startswith("# ")
    assert "farr tables fetch taxonomy --accept-licence" in page("taxonomy")
    assert page("no-such-table") is None
