"""A notification by the desktop itself: with what each system brings along, and words of ours alone."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

from groundswell.domain.errors import NetworkError

_LONGEST_S = 10.0
_TITLE, _TEXT = "GROUNDSWELL_TITLE", "GROUNDSWELL_TEXT"
_MAC = f'display notification (system attribute "{_TEXT}") with title (system attribute "{_TITLE}")'
_KIND = "[Windows.UI.Notifications.ToastNotificationManager"
_WINDOWS = "\n".join(
    (
        f"$manager = {_KIND}, Windows.UI.Notifications, ContentType = WindowsRuntime]",
        "$xml = $manager::GetTemplateContent(1)",
        "$texts = $xml.GetElementsByTagName('text')",
        f"[void]$texts.Item(0).AppendChild($xml.CreateTextNode($env:{_TITLE}))",
        f"[void]$texts.Item(1).AppendChild($xml.CreateTextNode($env:{_TEXT}))",
        "$toast = [Windows.UI.Notifications.ToastNotification]::new($xml)",
        "$manager::CreateToastNotifier('Groundswell').Show($toast)",
    )
)


def command(title: str, text: str) -> Sequence[str]:
    """What shows a notification here; empty where there is nothing that does. The words go as arguments or
    by the environment, never as part of a program."""
    if sys.platform == "darwin":
        return ("osascript", "-e", _MAC)
    if sys.platform == "win32":
        return ("powershell", "-NoProfile", "-NonInteractive", "-Command", _WINDOWS)
    return ("notify-send", "--app-name=Groundswell", "--", title, text)


def can_show() -> bool:
    """Whether this machine has what shows notifications."""
    return shutil.which(command("", "")[0]) is not None


def show(title: str, text: str) -> None:
    """Shows it. Raises NetworkError where the desktop does not take it."""
    program, *rest = command(title, text)
    found = shutil.which(program)
    if found is None:
        raise NetworkError(
            f"this desktop has no {program}", mend="Choose notifications by the browser, or install it."
        )
    surroundings: Mapping[str, str] = {**os.environ, _TITLE: title, _TEXT: text}
    try:
        subprocess.run(  # noqa: S603 - the words are arguments, not a program
            [found, *rest], env=surroundings, timeout=_LONGEST_S, check=True, capture_output=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NetworkError("the desktop did not take the notification", where=program) from error
