"""Stands between a client and a server: brings encryption, or goes silent without hanging up."""

import ssl
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from socket import SHUT_RDWR, create_connection, create_server, socket
from threading import Event, Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Relay:
    """Where it listens; while `silent` is set, nothing gets through in either direction."""

    port: int
    silent: Event = field(default_factory=Event)
    connections: int = 0


@contextmanager
def relay(port: int, certificate: Path | None = None) -> Iterator[Relay]:
    """A relay to a port of this machine.

    Args:
        certificate: A file with key and certificate, where clients are to be spoken to by TLS.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
    if context and certificate:
        context.load_cert_chain(certificate)
    with ExitStack() as stack, create_server(("127.0.0.1", 0)) as listening:
        running = Relay(listening.getsockname()[1])
        ends: list[socket] = []
        stack.callback(lambda: deque(map(_hang_up, ends), maxlen=0))

        def serve() -> None:
            with suppress(OSError):  # the relay is over
                while True:
                    client, _ = listening.accept()
                    running.connections += 1
                    Thread(target=join, args=(client,), daemon=True).start()

        def join(client: socket) -> None:
            with suppress(OSError):  # a client that does not trust the certificate hangs up
                near = context.wrap_socket(client, server_side=True) if context else client
                far = create_connection(("127.0.0.1", port))
                ends.extend((near, far))
                for one, other in ((near, far), (far, near)):
                    Thread(target=carry, args=(one, other), daemon=True).start()

        def carry(one: socket, other: socket) -> None:
            with suppress(OSError):
                while data := one.recv(65_536):
                    if not running.silent.is_set():
                        other.sendall(data)
            if not running.silent.is_set():
                _hang_up(other)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield running
        with suppress(OSError):
            listening.shutdown(SHUT_RDWR)
        thread.join(5)


def self_signed(folder: Path, address: str = "127.0.0.1") -> Path:
    """A file with a key and a certificate for that address, which nobody trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a mail server in a test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
    return file


def _hang_up(one: socket) -> None:
    with suppress(OSError):
        one.shutdown(SHUT_RDWR)
    one.close()
