"""Settings: built-in values, then `groundswell.toml` in the data folder, then the environment."""

import os
from pathlib import Path

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from groundswell.domain.countries import country_code
from groundswell.domain.errors import UsageError
from groundswell.domain.letters import Reasons
from groundswell.sources.protocol import Limits

FILE_NAME = "groundswell.toml"
_BUILT_IN = Limits()


class LimitSettings(BaseModel):
    """The limits of `sources.protocol.Limits`; each can be raised here."""

    model_config = ConfigDict(extra="forbid")

    archive_members: int = Field(_BUILT_IN.archive_members, ge=1)
    archive_bytes: int = Field(_BUILT_IN.archive_bytes, ge=1)
    archive_ratio: int = Field(_BUILT_IN.archive_ratio, ge=1)
    text_chars: int = Field(_BUILT_IN.text_chars, ge=1)
    field_chars: int = Field(_BUILT_IN.field_chars, ge=1)
    page_bytes: int = Field(_BUILT_IN.page_bytes, ge=1)
    workbook_bytes: int = Field(_BUILT_IN.workbook_bytes, ge=1)

    def as_limits(self) -> Limits:
        """The value that sources take."""
        return Limits(**self.model_dump())


class LetterSettings(BaseModel):
    """How rejection letters are looked at.

    Attributes:
        country: Two letters: whose law is thought of where reasons are advised; by default that of the
            sender's address, if it names one.
        reasons: `advised`, `sparing` or `silent`: the sender's own decision, which goes over what is wise in
            that country.
    """

    model_config = ConfigDict(extra="forbid")

    country: str = ""
    reasons: Reasons | None = None

    @field_validator("country")
    @classmethod
    def _is_one(cls, told: str) -> str:
        if told and not country_code(told):
            raise ValueError(f"{told[:20]!r} is no country's two letters, such as DE")
        return country_code(told)


class ModelSettings(BaseModel):
    """The user's own model, as it is offered on the page; nothing is sent to it before it is turned on there.

    Attributes:
        url: The address that the API's paths follow, such as `http://127.0.0.1:8080/v1`.
        name: What the endpoint calls the model.
        timeout_s: Seconds that drafts may take.
    """

    model_config = ConfigDict(extra="forbid")

    url: str = ""
    name: str = ""
    timeout_s: float = Field(30.0, ge=1, le=600)


class Settings(BaseSettings):
    """Everything that can be set, apart from what the pages keep in the store.

    Attributes:
        reader: The text model that reads, by the name of its entry point.
        writer: The draft writer, by the name of its entry point.
        own_language: Whether drafts are in the user's language where none can be written in the comment's.
        port: Where the web app listens on loopback; the next free one is taken if it is in use.
        limits: How much a file may ask of this machine.
        letters: How rejection letters are looked at.
        model: The user's own model.
    """

    model_config = SettingsConfigDict(
        env_prefix="GROUNDSWELL_", env_nested_delimiter="__", extra="ignore", toml_file=None
    )

    reader: str = "encoder"
    writer: str = "embedded"
    own_language: bool = False
    port: int = Field(8765, ge=1, le=65535)
    limits: LimitSettings = LimitSettings()
    letters: LetterSettings = LetterSettings()
    model: ModelSettings = ModelSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment goes over the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, data_folder() / FILE_NAME)


def data_folder() -> Path:
    """`GROUNDSWELL_HOME`, or the platform's folder for an application's data."""
    told = os.environ.get("GROUNDSWELL_HOME", "")
    return (
        Path(told).expanduser().absolute() if told else Path(platformdirs.user_data_dir("groundswell", False))
    )


def key_file() -> Path:
    """Where the key of the file of secrets lies, apart from the data: `GROUNDSWELL_KEY`, or a file in the
    platform's folder for an application's settings."""
    told = os.environ.get("GROUNDSWELL_KEY", "")
    folder = Path(platformdirs.user_config_dir("groundswell", False))
    return Path(told).expanduser().absolute() if told else folder / "secrets.key"


def load_settings() -> Settings:
    """The settings in force. Raises UsageError that names the setting that is wrong."""
    where = data_folder() / FILE_NAME
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            f"the setting {name} is wrong: {first['msg']}", where=str(where), mend="Mend or remove it."
        ) from error
    except ValueError as error:
        raise UsageError(
            f"the settings cannot be read ({error})", where=str(where), mend="Mend the TOML."
        ) from error
