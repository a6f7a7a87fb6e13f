"""The language-model suggester against a stand-in server that answers well, badly, slowly and not at all."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from farr import settings
from farr.codes.suggesters.llm import Client, LlmFailed
from farr.codes.suggesters.llm.client import LARGEST_ANSWER
from farr.errors import UsageError
from farr.pipeline.code import code
from farr.records import CodedDocument, Document

NOTE = "HPI:\nKnee ache. Denies jaw soreness.\n\nASSESSMENT AND PLAN\n\n1. Gout.\nStable.\n\n2. Frobnicated zygote.\nWatch."


class StandIn(ThreadingHTTPServer):
    """Answers each request with the next of ``script`` (the last one again and again); keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script: list[tuple[int, bytes, float]] = []
        self.asked: list[dict] = []  # type: ignore[type-arg]
        self.keys: list[str | None] = []

    def says(self, *pairs: tuple[str, str], status: int = 200) -> None:
        content = json.dumps({"codes": [{"code": code, "quote": quote} for code, quote in pairs]})
        self.script.append((status, json.dumps({"choices": [{"message": {"content": content}}]}).encode(), 0.0))


class Handler(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        server = self.server
        server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))) | {"path": self.path})
        server.keys.append(self.headers.get("Authorization"))
        status, body, delay = server.script.pop(0) if len(server.script) > 1 else server.script[0]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            for place in range(0, len(body), max(1, len(body) // 4)):
                time.sleep(delay)
                self.wfile.write(body[place : place + max(1, len(body) // 4)])
        except (BrokenPipeError, ConnectionResetError):
            pass

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch) -> Iterator[StandIn]:
    stand_in = StandIn()
    threading.Thread(target=stand_in.serve_forever, args=(0.05,), daemon=True).start()
    monkeypatch.setenv("FARR_LLM_URL", f"http://127.0.0.1:{stand_in.server_port}/v1")
    monkeypatch.setenv("FARR_LLM_MODEL", "stand-in")
    monkeypatch.setattr("farr.codes.suggesters.llm.client.FIRST_WAIT", 0.01)
    yield stand_in
    stand_in.shutdown()
    stand_in.server_close()


def coded(text: str = NOTE) -> CodedDocument:
    return code(Document(id="t", text=text))


def found(answer: CodedDocument) -> dict[str, bool]:
    return {suggestion.code: suggestion.reportable for suggestion in answer.codes if suggestion.system == "icd-10-cm"}


def client(server: StandIn, limit: float = 5.0) -> Client:
    endpoint = settings.llm()
    assert endpoint is not None
    return Client(endpoint, limit, lambda _: None)


def test_its_codes_pass_the_same_rules(server):
    """On the claim from a problem heading; denied where the note denies; evidence verbatim."""
    server.says(("Q89.9", "Frobnicated zygote"), ("R68.84", "jaw soreness"))
    answer = coded()
    assert found(answer)["Q89.9"] and not found(answer)["R68.84"]
    by_code = {suggestion.code: suggestion for suggestion in answer.codes}
    assert by_code["R68.84"].assertion == "absent"
    assert all(NOTE[e.start : e.end] == e.text for s in answer.codes for e in s.evidence)
    asked = server.asked[0]
    assert asked["path"] == "/v1/chat/completions" and asked["model"] == "stand-in" and asked["temperature"] == 0
    assert asked["response_format"]["json_schema"]["strict"] and asked["messages"][1]["content"] == NOTE


@pytest.mark.parametrize(
    "pair",
    [
        ("Q89", "Frobnicated zygote"),
        ("Q99.99", "Frobnicated zygote"),
        ("nonsense", "Frobnicated zygote"),
        ("Q89.9", "Frobnicated zygotes of the ear"),
        ("Q89.9", "frobnicated zygote"),
        ("Q89.9", "e"),
        ("Q89.9", ""),
    ],
)
def test_an_invalid_code_or_an_invented_quote_is_dropped(server, pair):
    server.says(pair)
    assert found(coded()) == {"M10.9": True} | {c: r for c, r in found(coded()).items() if not r}
    assert pair[0] not in found(coded())


def test_an_ambiguous_quote_is_dropped(server):
    server.says(("Q89.9", "zygote"))
    assert "Q89.9" not in found(coded(NOTE + "\nThe zygote again."))


def test_a_rival_reading_is_a_second_opinion(server):
    server.says(("M1A.9XX0", "Gout"))
    answer = coded()
    assert found(answer)["M10.9"] and found(answer)["M1A.9XX0"] is False
    assert "second opinion" in next(s.reason for s in answer.codes if s.code == "M1A.9XX0")


@pytest.mark.parametrize(
    "reply",
    [
        (500, b"Frobnicated", 0.0),
        (401, b"Frobnicated", 0.0),
        (200, b"{broken", 0.0),
        (200, b'{"choices": []}', 0.0),
        (200, json.dumps({"choices": [{"message": {"content": "Sure! Frobnicated"}}]}).encode(), 0.0),
        (200, json.dumps({"choices": [{"message": {"content": '{"codes": "Gout"}'}}]}).encode(), 0.0),
        (302, b"", 0.0),
    ],
)
def test_a_failing_endpoint_costs_a_line_and_nothing_else(server, reply, caplog, monkeypatch):
    server.script.append(reply)
    with caplog.at_level(logging.WARNING, "farr.llm"):
        with_it = coded()
    monkeypatch.delenv("FARR_LLM_URL")
    assert found(with_it) == found(coded())
    assert len(caplog.messages) == 1 and "the rest goes on" in caplog.messages[0]
    assert "robnicated" not in caplog.text and "Gout" not in caplog.text


def test_it_tries_again_then_answers(server):
    server.script.append((503, b"", 0.0))
    server.script.append((429, b"", 0.0))
    server.says(("Q89.9", "Frobnicated zygote"))
    assert found(coded())["Q89.9"] and len(server.asked) == 3


def test_an_endpoint_without_schemas_is_asked_without(server):
    server.script.append((400, b"", 0.0))
    server.says(("Q89.9", "Frobnicated zygote"))
    assert found(coded())["Q89.9"]
    assert "response_format" in server.asked[0] and "response_format" not in server.asked[1]


def test_a_slow_endpoint_is_given_up(server):
    server.script.append((200, b"x" * 400, 0.4))
    start = time.monotonic()
    with pytest.raises(LlmFailed, match="no full answer within"):
        client(server, 0.5).ask("", "", {})
    assert time.monotonic() - start < 10 and len(server.asked) == 3


def test_an_endless_answer_is_given_up(server):
    server.script.append((200, b"x" * (LARGEST_ANSWER + 10), 0.0))
    with pytest.raises(LlmFailed, match="longer"):
        client(server).ask("", "", {})


def test_after_some_failures_it_is_left_alone(server, caplog):
    server.script.append((401, b"", 0.0))
    for _ in range(5):
        coded()
    assert len(server.asked) == 3 and "left alone" in caplog.messages[-1]


def test_a_long_note_is_not_sent(server, monkeypatch, caplog):
    monkeypatch.setattr("farr.codes.suggesters.llm.suggester.LONGEST_NOTE", 20)
    server.says(("Q89.9", "Frobnicated zygote"))
    assert "Q89.9" not in found(coded()) and not server.asked and "was not sent" in caplog.text


def test_the_key_is_sent_and_never_shown(server, monkeypatch, caplog):
    monkeypatch.setenv("FARR_LLM_KEY", "opensesame")
    server.script.append((500, b"", 0.0))
    coded()
    assert server.keys[0] == "Bearer opensesame" and "opensesame" not in caplog.text
    assert "opensesame" not in repr(settings.llm())


def test_it_is_off_by_default(monkeypatch):
    monkeypatch.delenv("FARR_LLM_URL", raising=False)
    assert settings.llm() is None


@pytest.mark.parametrize(
    ("url", "remote", "accepted"),
    [
        ("http://localhost:11434/v1", "", True),
        ("http://[::1]:8000/v1", "", True),
        ("https://llm.example.org/v1", "", False),
        ("https://llm.example.org/v1", "1", True),
        ("http://llm.example.org/v1", "1", False),
        ("http://127.0.0.1@llm.example.org/v1", "", False),
        ("http://127.0.0.1.example.org/v1", "", False),
        ("ftp://localhost/v1", "", False),
        ("localhost:11434", "", False),
    ],
)
def test_notes_stay_on_the_machine_unless_told_otherwise(monkeypatch, url, remote, accepted):
    monkeypatch.setenv("FARR_LLM_URL", url)
    monkeypatch.setenv("FARR_LLM_MODEL", "m")
    monkeypatch.setenv("FARR_LLM_REMOTE", remote)
    if accepted:
        assert settings.llm() is not None
    else:
        with pytest.raises(UsageError):
            settings.llm()


def test_a_remote_endpoint_is_told_loudly(monkeypatch, icd10cm, caplog):
    from farr.codes.suggesters.llm import LanguageModel

    monkeypatch.setenv("FARR_LLM_URL", "https://llm.example.org/v1")
    monkeypatch.setenv("FARR_LLM_MODEL", "m")
    monkeypatch.setenv("FARR_LLM_REMOTE", "1")
    endpoint = settings.llm()
    assert endpoint is not None
    LanguageModel(icd10cm, Client(endpoint))
    assert "LEAVES THIS MACHINE" in caplog.text and "llm.example.org" in caplog.text
