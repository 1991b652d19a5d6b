"""A mail server on a real socket, which does as the test says."""

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread


@dataclass
class Taken:
    """A mail that the server has read to its end."""

    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)


@dataclass
class MailServer:
    """What it says to a sender, a recipient, a mail it has read; None: hangs up without a word."""

    to_sender: Callable[[str], str | None] = lambda address: "250 OK"
    to_recipient: Callable[[str], str | None] = lambda address: "250 OK"
    to_mail: Callable[[Taken], str | None] = lambda mail: "250 Queued"
    port: int = 0
    mails: list[Taken] = field(default_factory=list)
    connections: int = 0
    closing: Event = field(default_factory=Event)


class Dialogue(StreamRequestHandler):
    """As much of SMTP as is needed to take mails."""

    def handle(self):
        self.server.mail.connections += 1
        self.say("220 localhost")
        for line in iter(self.rfile.readline, b""):
            said = line.decode().strip()
            verb = said[:4].lower()
            if verb == "quit":
                self.say("221 Bye")
                return
            answer = getattr(self, f"on_{verb}", lambda said: "502 Unknown")(said)
            if answer is None:
                return
            self.say(answer)

    def say(self, answer):
        self.wfile.write(f"{answer}\r\n".encode())

    def on_ehlo(self, said):
        return "250-localhost\r\n250 8BITMIME"

    def on_rset(self, said):
        return "250 OK"

    def on_mail(self, said):
        self.sender, self.recipients = address_in(said), []
        return self.server.mail.to_sender(self.sender)

    def on_rcpt(self, said):
        answer = self.server.mail.to_recipient(address_in(said))
        if answer and answer.startswith("2"):
            self.recipients.append(address_in(said))
        return answer

    def on_data(self, said):
        self.say("354 Go on")
        lines = []
        for line in iter(self.rfile.readline, b".\r\n"):
            if not line:
                return None
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        mail = Taken(self.sender, self.recipients, b"".join(lines))
        self.server.mail.mails.append(mail)
        return self.server.mail.to_mail(mail)


def address_in(said):
    return re.search(r"<(.*?)>", said)[1]


class Server(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Say nothing: those who speak to it are killed and cut off."""


@contextmanager
def serving_mail(port: int = 0) -> Iterator[MailServer]:
    """Take mails on a port, any free one unless said, until the end."""
    mail = MailServer()
    server = Server(("127.0.0.1", port), Dialogue)
    server.mail = mail
    mail.port = server.server_address[1]
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield mail
    finally:
        mail.closing.set()
        server.shutdown()
        server.server_close()


def closed_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as somewhere:
        somewhere.bind(("127.0.0.1", 0))
        return somewhere.getsockname()[1]
