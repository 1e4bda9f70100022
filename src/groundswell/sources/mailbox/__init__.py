"""A mailbox that LinkedIn's notification mails come to, watched by IMAP."""

from groundswell.sources.mailbox.source import MailboxWatch

__all__ = ["MailboxWatch"]
