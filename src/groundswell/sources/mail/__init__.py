"""Notification mails of LinkedIn, one (`.eml`) or many (`.mbox`)."""

from groundswell.sources.mail.source import NotificationMail

__all__ = ["NotificationMail"]
