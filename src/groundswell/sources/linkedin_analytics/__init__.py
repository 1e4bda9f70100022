"""The analytics workbooks that LinkedIn gives: of a creator, of one post, of a company page.

Their sheets and labels come in the reader's language, so they are told apart by shape and position.
"""

from groundswell.sources.linkedin_analytics.company import CompanyWorkbook
from groundswell.sources.linkedin_analytics.creator import CreatorWorkbook
from groundswell.sources.linkedin_analytics.post import PostWorkbook

__all__ = ["CompanyWorkbook", "CreatorWorkbook", "PostWorkbook"]
