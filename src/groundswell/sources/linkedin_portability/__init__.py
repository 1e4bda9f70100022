"""What LinkedIn gives members in the EEA and Switzerland by their own token: the archive, and changes."""

from groundswell.sources.linkedin_portability.source import LinkedInPortability

__all__ = ["LinkedInPortability"]
