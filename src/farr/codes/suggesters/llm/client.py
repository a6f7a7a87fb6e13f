"""One question to an OpenAI-compatible endpoint: bounded in time and size, retried where that may help, silent on content."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import msgspec

from farr.settings import Endpoint

TRIES = 3
FIRST_WAIT = 0.5
LONGEST_WAIT = 10.0
WORTH_A_RETRY = (408, 409, 425, 429, 500, 502, 503, 504)
SCHEMA_REFUSED = (400, 404, 415, 422)
LARGEST_ANSWER = 1_000_000


class LlmFailed(Exception):
    """The endpoint gave no usable answer; the message says how, and quotes neither the note nor the answer."""


class Client:
    """Asks one endpoint.

    Args:
        endpoint: where, which model, with which key.
        limit: seconds that one try may take in all, connecting, waiting and reading together.
        wait: how to wait between tries.
    """

    def __init__(self, endpoint: Endpoint, limit: float = 60.0, wait: Callable[[float], None] = time.sleep) -> None:
        self.endpoint = endpoint
        self.limit = limit
        self.wait = wait

    def ask(self, instruction: str, text: str, schema: dict[str, Any]) -> Any:
        """The JSON value that the model answers with.

        Args:
            instruction: what to do, as the system's message.
            text: what to do it with, as the user's message.
            schema: JSON Schema of the answer; an endpoint that knows no schemas is asked once more without it.
        Raises:
            LlmFailed: no connection, a refusal, too slow, too long, or no JSON.
        """
        body: dict[str, Any] = {
            "model": self.endpoint.model,
            "temperature": 0,
            "messages": [{"role": "system", "content": instruction}, {"role": "user", "content": text}],
            "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}},
        }
        pause = FIRST_WAIT
        reason = ""
        for left in reversed(range(TRIES)):
            status, data, reason, asked_to_wait = self._post(body)
            if status == 200:
                return _content(data)
            if status in SCHEMA_REFUSED and "response_format" in body:
                del body["response_format"]
            elif status is not None and status not in WORTH_A_RETRY:
                break
            elif left:
                self.wait(min(LONGEST_WAIT, max(pause, asked_to_wait)))
                pause *= 2
        raise LlmFailed(reason)

    def _post(self, body: dict[str, Any]) -> tuple[int | None, bytes, str, float]:
        """Status (None without an answer), body, what went wrong, seconds that the endpoint asks to wait."""
        try:
            import httpx
        except ImportError:
            raise LlmFailed('httpx is not installed; pip install "farr[llm]"') from None
        headers = {"Content-Type": "application/json"}
        if self.endpoint.key:
            headers["Authorization"] = f"Bearer {self.endpoint.key}"
        until = time.monotonic() + self.limit
        url = f"{self.endpoint.url.rstrip('/')}/chat/completions"
        try:
            with (
                httpx.Client(timeout=self.limit, trust_env=not self.endpoint.is_local, follow_redirects=False) as http,
                http.stream("POST", url, content=msgspec.json.encode(body), headers=headers) as answer,
            ):
                data = bytearray()
                for part in answer.iter_bytes():
                    data += part
                    if len(data) > LARGEST_ANSWER:
                        raise LlmFailed(f"the answer is longer than {LARGEST_ANSWER} bytes")
                    if time.monotonic() > until:
                        return None, b"", f"no full answer within {self.limit:g} s", 0.0
                reason = f"the endpoint answers with status {answer.status_code}"
                return answer.status_code, bytes(data), reason, _seconds(answer.headers.get("Retry-After"))
        except httpx.TimeoutException:
            return None, b"", f"no full answer within {self.limit:g} s", 0.0
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return None, b"", f"no connection to the endpoint ({type(error).__name__})", 0.0


def _content(data: bytes) -> Any:
    """The JSON value inside the answer's first message; a code fence around it is taken off."""
    try:
        said = msgspec.json.decode(data)["choices"][0]["message"]["content"]
        said = said.strip().removeprefix("```json").removeprefix("```").removesuffix("```")
        return msgspec.json.decode(said)
    except (msgspec.DecodeError, KeyError, IndexError, TypeError, AttributeError, UnicodeError):
        raise LlmFailed("the answer is not the JSON that was asked for") from None


def _seconds(header: str | None) -> float:
    return float(header) if header is not None and header.isdecimal() else 0.0
