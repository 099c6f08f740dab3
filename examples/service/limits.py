"""Limits on what a request may send."""

from __future__ import annotations

import json
from typing import Any


class Limits:
    """ASGI middleware that answers 413 to a body that is too large, before it is read to the end."""

    def __init__(self, app: Any, *, most_bytes: int) -> None:
        self.app = app
        self.most_bytes = most_bytes

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Read the body up to the limit, and hand it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body = b""
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            if len(body) > self.most_bytes:
                await self._refuse(send)
                return
            if not message.get("more_body", False):
                break
        waiting = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Any:
            return waiting.pop() if waiting else await receive()

        await self.app(scope, replay, send)

    async def _refuse(self, send: Any) -> None:
        details = {"type": "about:blank", "title": "Too large", "status": 413, "problems": []}
        headers = [(b"content-type", b"application/problem+json"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(details).encode()})
