"""What somebody wants who writes to the user: a pitch, a scam, a warm introduction …

>>> from groundswell.triage.incoming import look
>>> look("Pay the refundable clearance fee and send your passport on Telegram.").approach
<Approach.SCAM: 'scam'>
"""

from groundswell.triage.incoming.judging import look

__all__ = ["look"]
