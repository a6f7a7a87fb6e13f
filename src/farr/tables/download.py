"""Downloading one file: with resume, size and hash checked, and an error that says what came and what to do.

A download lies under ``downloads/`` of the data folder while it is incomplete, with a note of the version of the file that it is
part of (its ETag or date), so that the next call goes on where this one broke off and never joins parts of two versions.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import msgspec

from farr import settings
from farr.errors import FarrError

TIMEOUT = 30.0
"""Seconds without a byte after which a connection counts as broken."""
ATTEMPTS = 3
CHUNK = 1 << 16
AGENT = "farr (medical coding; fetches published code sets)"
BROKEN = (http.client.IncompleteRead, http.client.RemoteDisconnected, ConnectionError, TimeoutError)
Watch = Callable[[int, int | None], None]


class DownloadFailed(FarrError):
    """A file could not be downloaded whole; what came is kept where the next call can go on with it."""

    kind = "download-failed"


class _Part(msgspec.Struct):
    """What is known of a download that is under way: of which version of the file it is, and how long that is."""

    url: str
    version: str
    total: int | None


class _OnlySafe(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but never from https to anything less."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if req.full_url.startswith("https:") and not newurl.startswith("https:"):
            raise urllib.error.URLError(f"redirected to an address that is not https ({newurl[:80]})")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def downloads() -> Path:
    """The folder of downloads that are under way."""
    return settings.home() / "downloads"


def nothing(_done: int, _total: int | None) -> None:
    """Progress nobody watches."""


def download(url: str, name: str, watch: Watch = nothing) -> Path:
    """Download a file, going on where an earlier call broke off.

    Args:
        url: the address; the proxy settings of the environment hold.
        name: the file's name below the folder of downloads.
        watch: gets the bytes that are there and the size (None where the server does not say it).
    Returns: the path of the whole file.
    Raises:
        DownloadFailed: no connection, an answer other than the file, or the connection broke off again and again.
    """
    folder = downloads() / hashlib.sha256(url.encode()).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    target, part, note = folder / name, folder / f"{name}.part", folder / f"{name}.json"
    if target.exists():
        return target
    for attempt in range(1, ATTEMPTS + 1):
        try:
            _go_on(url, part, note, watch)
            break
        except BROKEN as error:
            if attempt == ATTEMPTS:
                there = part.stat().st_size if part.exists() else 0
                raise DownloadFailed(
                    f"the connection broke off {ATTEMPTS} times ({type(error).__name__}) after {there:,} bytes; "
                    "they are kept, the same command goes on from there",
                    url,
                ) from None
    part.rename(target)
    note.unlink(missing_ok=True)
    return target


def forget(path: Path) -> None:
    """Remove a download and its folder."""
    path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        path.parent.rmdir()


def _go_on(url: str, part: Path, note: Path, watch: Watch) -> None:
    """One attempt: ask for what is missing and append it; a server that sends the whole file again is taken at its word."""
    there, known = _kept(url, part, note)
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
    if there and known:
        headers |= {"Range": f"bytes={there}-", "If-Range": known.version}
    try:
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 - the caller allows schemes
        answer = urllib.request.build_opener(_OnlySafe).open(request, timeout=TIMEOUT)
    except urllib.error.HTTPError as error:
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and there:
            if error.headers.get("Content-Range", "") == f"bytes */{there}":
                return  # nothing was missing
            part.unlink()
            _go_on(url, part, note, watch)
            return
        raise DownloadFailed(f"the publisher's server answered {error.code} ({error.reason})", url) from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, BROKEN) and not isinstance(error.reason, ConnectionRefusedError):
            raise error.reason from None
        raise DownloadFailed(f"no connection ({error.reason})", url) from None
    with answer:
        begun = re.match(r"bytes (\d+)-\d+/(\d+|\*)", answer.headers.get("Content-Range", "")) if answer.status == 206 else None
        start = there if begun and int(begun[1]) == there else 0
        if answer.status == 206 and not start:
            raise DownloadFailed("the server sent another part of the file than it was asked for; run the command again", url)
        length = answer.headers.get("Content-Length")
        total = start + int(length) if length else None
        version = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
        if not start:
            note.write_bytes(msgspec.json.encode(_Part(url, "" if version.startswith("W/") else version, total)))
        with part.open("ab" if start else "wb") as handle:
            _copy(answer, handle, start, total, watch)


def _kept(url: str, part: Path, note: Path) -> tuple[int, _Part | None]:
    """How much of which version an earlier call left; nothing where the version is not known, since it may have changed."""
    if not part.exists() or not note.exists():
        return 0, None
    try:
        known = msgspec.json.decode(note.read_bytes(), type=_Part)
    except msgspec.DecodeError:
        return 0, None
    return (part.stat().st_size, known) if known.url == url and known.version else (0, None)


def _copy(answer: Any, handle: IO[bytes], start: int, total: int | None, watch: Watch) -> None:
    done = start
    while chunk := answer.read(CHUNK):
        handle.write(chunk)
        done += len(chunk)
        watch(done, total)
    if total is not None and done < total:
        raise http.client.IncompleteRead(b"", total - done)
