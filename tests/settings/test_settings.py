"""The settings: their precedence, their defaults, and errors that say where a value is wrong and what is allowed."""

import json
from pathlib import Path
from typing import Any

import pytest

from extract.errors import ConfigError
from extract.model.embedded.catalog import DEFAULT
from extract.read.fields import build_field_map
from extract.read.intake import Intake
from extract.settings.settings import OPENAI_MODEL, Settings, load_settings
from extract.settings.toml_file import FILE_NAME

KEY = {"OPENAI_API_KEY": "sk-very-secret"}
URL = "http://localhost:8000/v1"


def settings(tmp_path: Path, toml: str = "", env: dict[str, str] | None = None, **flags: object) -> Settings:
    if toml:
        (tmp_path / FILE_NAME).write_text(toml, encoding="utf-8")
    return load_settings(flags, env or {}, tmp_path)


def test_the_embedded_model_is_the_default(tmp_path: Path) -> None:
    got = settings(tmp_path)
    assert (got.model, got.embedded, got.plan, got.concurrency) == (DEFAULT, True, "choices", 1)
    assert (got.base_url, got.api_key, got.model_chosen_by) == (None, None, "default")


def test_flags_go_before_environment_before_file_before_default(tmp_path: Path) -> None:
    file, env = "timeout = 11", {"EXTRACT_TIMEOUT": "22"}
    assert settings(tmp_path).timeout == 300
    assert settings(tmp_path, file).timeout == 11
    assert settings(tmp_path, file, env).timeout == 22
    assert settings(tmp_path, file, env, timeout="33").timeout == 33


def test_no_model_has_the_plan_of_the_rules_and_neither_endpoint_nor_weights(tmp_path: Path) -> None:
    got = settings(tmp_path, env=KEY, model="none", analyzer="weights.tar")
    assert (got.model, got.plan, got.verify, got.embedded) == ("none", "rules", None, False)
    assert (got.api_key, got.base_url, got.asks_endpoint) == (None, None, False)
    assert got.analyzer == Path("weights.tar")


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ({"model": "none", "plan": "document"}, "the plan 'document' does not go with --model none"),
        ({"model": "gpt-x", "base_url": URL, "plan": "rules"}, "the plan 'rules' does not go with --model gpt-x"),
        ({"model": "none", "budget": "3"}, "--budget is for the calls of a model"),
        ({"model": "none", "record": "tapes"}, "--record is for the calls of a model"),
    ],
)
def test_settings_for_calls_do_not_go_with_no_model(tmp_path: Path, flags: dict[str, str], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load_settings(flags, {}, tmp_path)


@pytest.mark.parametrize("nothing", ["", "  ", None])
def test_an_empty_flag_or_variable_counts_as_not_given(tmp_path: Path, nothing: str | None) -> None:
    env = {"EXTRACT_PLAN": nothing or "", "OPENAI_BASE_URL": "", "OPENAI_API_KEY": ""}
    got = settings(tmp_path, "seed = 3", env, model=nothing, seed=nothing, replay=nothing, config=nothing)
    assert (got.model, got.seed, got.replay, got.embedded) == (DEFAULT, 3, None, True)


def test_a_key_alone_selects_openai(tmp_path: Path) -> None:
    got = settings(tmp_path, env=KEY)
    assert (got.model, got.embedded, got.base_url, got.model_chosen_by) == (OPENAI_MODEL, False, None, "default")
    assert (got.plan, got.concurrency) == ("document", 4)
    assert got.api_key and got.api_key.get_secret_value() == "sk-very-secret"


def test_a_named_model_with_a_key_is_asked_at_openai(tmp_path: Path) -> None:
    got = settings(tmp_path, env=KEY | {"EXTRACT_MODEL": "gpt-x"})
    assert (got.model, got.embedded, got.model_chosen_by) == ("gpt-x", False, "environment")


@pytest.mark.parametrize("env", [KEY, KEY | {"OPENAI_BASE_URL": URL}], ids=["key", "key and url"])
def test_naming_an_embedded_model_overrides_keys_and_urls_of_the_environment(
    tmp_path: Path, env: dict[str, str]
) -> None:
    got = settings(tmp_path, env=env, model=DEFAULT)
    assert (got.embedded, got.base_url, got.api_key, got.model_chosen_by) == (True, None, None, "flag")


def test_a_gguf_file_is_an_embedded_model(tmp_path: Path) -> None:
    file = tmp_path / "mine.GGUF"
    file.touch()
    assert settings(tmp_path, env=KEY, model=str(file)).embedded
    with pytest.raises(ConfigError, match=r"there is no model file .*other\.gguf \(--model\)"):
        settings(tmp_path, model=str(tmp_path / "other.gguf"))


def test_an_endpoint_without_a_key_gets_a_placeholder(tmp_path: Path) -> None:
    got = settings(tmp_path, base_url=URL + "/", model="local")
    assert (got.base_url, got.embedded) == (URL, False)
    assert got.api_key and got.api_key.get_secret_value() == "none"


def test_paths_in_the_file_are_relative_to_its_folder(tmp_path: Path) -> None:
    (tmp_path / "m.gguf").touch()
    (tmp_path / "other.toml").write_text('model = "m.gguf"\nrecord = "tapes"', encoding="utf-8")
    got = load_settings({"config": str(tmp_path / "other.toml")}, {}, Path("elsewhere"))
    assert (got.model, got.record) == (str(tmp_path / "m.gguf"), tmp_path / "tapes")
    assert got.model_chosen_by == f"file {tmp_path / 'other.toml'}"


def test_a_replay_ignores_the_keys_of_the_environment(tmp_path: Path) -> None:
    env = KEY | {"OPENAI_BASE_URL": URL}
    assert settings(tmp_path, replay=tmp_path, env=env).model == settings(tmp_path, replay=tmp_path).model == DEFAULT


def test_a_replay_of_an_endpoint_needs_its_model_but_no_key(tmp_path: Path) -> None:
    got = settings(tmp_path, replay=tmp_path, model="gpt-x")
    assert (got.model, got.embedded, got.api_key, got.plan) == ("gpt-x", False, None, "document")


def test_the_repr_of_settings_hides_the_key(tmp_path: Path) -> None:
    got = settings(tmp_path, env=KEY)
    assert "very-secret" not in repr(got) + str(got)


def test_the_choice_of_inputs_can_be_given_in_every_source(tmp_path: Path) -> None:
    meant = Intake(("*.txt", "*.md"), ("old/*",), build_field_map({"text": "body", "title": "head.line"}))
    toml = 'include = ["*.txt", "*.md"]\nexclude = "old/*"\nmap = { text = "body", title = "head.line" }'
    env = {"EXTRACT_INCLUDE": "*.txt,*.md", "EXTRACT_EXCLUDE": "old/*", "EXTRACT_MAP": "text=body, title=head.line"}
    assert settings(tmp_path, toml).intake == settings(tmp_path, env=env).intake == meant
    flags: dict[str, Any] = {
        "include": ["*.txt", "*.md"],
        "exclude": ["old/*"],
        "map": ["text=body,title=head.line"],
    }
    assert settings(tmp_path, toml.replace("*", "?"), **flags).intake == meant
    assert settings(tmp_path, include=[], map=[]).intake.include == ("?.txt", "?.md"), "no flag leaves the file's"


def test_the_choice_of_inputs_survives_as_flags(tmp_path: Path) -> None:
    meant = Intake(("*.txt", "*.md"), ("old/*",), build_field_map({"text": "body", "title": "head.line"}))
    assert load_settings(meant.as_flags(), {}, tmp_path).intake == meant
    assert Intake().as_flags() == {}


@pytest.mark.parametrize(
    "line", ['api_key = "sk-1"', 'OPENAI_API_KEY = "sk-1"', "[openai]\ntoken = 'sk-1'", "secret = 'sk-1'"]
)
def test_a_key_in_the_file_is_refused_and_not_repeated(tmp_path: Path, line: str) -> None:
    with pytest.raises(ConfigError, match=r"communique\.toml has .*environment variable OPENAI_API_KEY") as error:
        settings(tmp_path, line)
    assert "sk-1" not in str(error.value)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("time_out = 3", r"has 'time_out', which is no setting; did you mean 'timeout'\?"),
        ("max-tokens = 3", r"has 'max-tokens', which is no setting; did you mean 'max_tokens'\?"),
        ("zzz = 3", r"has 'zzz', which is no setting; there are: model, base_url"),
        ("timeout 3", r"communique\.toml is no TOML: .*line 1"),
        ("timeout = 'soon'", r"timeout in .*communique\.toml: 'soon' is not allowed; give seconds from 1 to 86400"),
        ("seed = true", r"seed in .*: True is not allowed; give a whole number from 0"),
        ("model = 7", r"model in .*: 7 is no text"),
    ],
)
def test_an_error_in_the_file_says_what_is_allowed(tmp_path: Path, toml: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        settings(tmp_path, toml)


@pytest.mark.parametrize(
    ("flags", "env", "message"),
    [
        ({"concurrency": "0"}, {}, r"--concurrency: '0' is not allowed; give a whole number from 1 to 256"),
        ({"duplicates": "drop"}, {}, r"--duplicates: 'drop' is not allowed; choose one of: skip, code"),
        ({"timeout": "nan"}, {}, r"--timeout: 'nan' is not allowed"),
        ({}, {"EXTRACT_MAX_TOKENS": "many"}, r"EXTRACT_MAX_TOKENS: 'many' is not allowed; give a whole number"),
        ({}, {"EXTRACT_TEMPERATURE": "3"}, r"EXTRACT_TEMPERATURE: '3' is not allowed; give a number from 0 to 2"),
        ({"plan": "novel"}, {}, r"--plan: there is no plan 'novel'; choose one of: rules, choices, document"),
        ({"base_url": "localhost:80", "model": "m"}, {}, r"--base-url: 'localhost:80' is no URL of a server"),
        ({"base_url": URL + "/chat/completions", "model": "m"}, {}, rf"leave the last part out: {URL}$"),
        ({"base_url": URL}, {}, r"--base-url names an endpoint .*, but no model is named"),
        ({}, {"OPENAI_BASE_URL": URL}, r"OPENAI_BASE_URL names an endpoint .*, but no model is named"),
        (
            {"base_url": URL, "model": DEFAULT},
            {},
            r"--base-url names an endpoint, but .* \(--model\) is an embedded model",
        ),
        ({"base_url": URL}, {"EXTRACT_MODEL": DEFAULT}, r"--base-url names an endpoint, but .* \(EXTRACT_MODEL\)"),
        ({"model": "gpt-x"}, {}, r"there is no endpoint for the model 'gpt-x' \(--model\): set OPENAI_API_KEY"),
        ({"replay": "nowhere"}, {}, r"there is no folder nowhere \(--replay\)"),
        ({"replay": "a", "record": "b"}, {}, r"--replay and --record exclude each other"),
        ({"weights": "w"}, KEY, r"--weights is for the embedded model"),
        ({"engine": "dask"}, {}, r"--engine: 'dask' is not allowed; choose one of: local, ray"),
        ({"engine": "ray", "shards": "0"}, {}, r"--shards: '0' is not allowed; give a whole number from 1 to 10000"),
        ({"shards": "4"}, {}, r"--shards is for a cluster; add --engine ray, or leave it out"),
        (
            {"engine": "ray", "via": "batch", "base_url": "http://a/v1", "model": "m"},
            {},
            r"--via needs no cluster, since the provider does the work: leave --engine out",
        ),
        (
            {"engine": "ray", "base_url": "http://a/v1,http://b/v1", "model": "m"},
            {},
            r"--engine asks one endpoint with one key, and here are 2: leave --engine out",
        ),
        ({"ray_address": "auto"}, {"EXTRACT_ENGINE": "local"}, r"--ray-address is for a cluster"),
        ({"record": "tapes"}, {"EXTRACT_ENGINE": "ray"}, r"--record keeps the calls of one process: .* EXTRACT_ENGINE"),
        ({"map": ["text"]}, {}, r"--map: \['text'\] is no mapping; give one like text=body,title=headline"),
        ({}, {"EXTRACT_MAP": "words=body"}, r"EXTRACT_MAP: there is no field 'words' to map; there are: text, title"),
        ({"config": "none.toml"}, {}, r"there is no settings file none\.toml"),
    ],
)
def test_an_error_names_the_source_of_the_value(
    tmp_path: Path, flags: dict[str, object], env: dict[str, str], message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        load_settings(flags, env, tmp_path)


def test_an_address_of_ray_in_the_environment_is_ignored_without_ray(tmp_path: Path) -> None:
    env = {"RAY_ADDRESS": "10.0.0.1:6379"}
    assert load_settings({}, env, tmp_path).engine == "local"
    assert load_settings({"engine": "ray"}, env, tmp_path).ray_address == "10.0.0.1:6379"


@pytest.mark.parametrize("url", ["https://me:hunter2@host/v1", "https://host/v1?api-key=hunter2"])
def test_a_url_with_a_key_is_refused_and_not_repeated(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigError, match="the key goes into OPENAI_API_KEY") as error:
        settings(tmp_path, base_url=url, model="m")
    assert "hunter2" not in str(error.value)


ENDPOINT = {"base_url": "https://a.example/v1", "model": "m"}


def test_a_field_of_sampling_can_be_left_out_and_a_response_format_forced() -> None:
    got = load_settings(ENDPOINT | {"seed": "none"}, {"EXTRACT_TEMPERATURE": "none"}, Path("/nowhere"))
    assert (got.seed, got.temperature, got.response_format) == (None, None, None)
    assert load_settings({**ENDPOINT, "response_format": "tool"}, {}, Path("/nowhere")).response_format == "tool"
    with pytest.raises(ConfigError, match="choose one of: strict_json_schema, json_schema, json_object, tool, text"):
        load_settings({**ENDPOINT, "response_format": "yaml"}, {}, Path("/nowhere"))


def test_headers_take_their_secrets_from_the_environment(tmp_path: Path) -> None:
    (tmp_path / "communique.toml").write_text(
        'base_url = "https://a.example/v1"\nmodel = "m"\nextra_body = {think = false}\n'
        '[extra_headers]\nX-Api-Key = "env:GATEWAY"\nX-Title = "news"\n'
    )
    got = load_settings({}, {"GATEWAY": "gateway-pass"}, tmp_path)
    assert (got.extra_body, got.extra_headers["X-Api-Key"]) == ({"think": False}, "env:GATEWAY")
    assert "gateway-pass" not in repr(got)
    with pytest.raises(ConfigError, match="X-Api-Key takes its value from GATEWAY, which is not set"):
        load_settings({}, {}, tmp_path)


@pytest.mark.parametrize("headers", ['{"X-Api-Key": "plain-pass"}', '{"Authorization": "Bearer x"}'])
def test_a_secret_in_a_header_is_refused_and_not_repeated(headers: str) -> None:
    with pytest.raises(ConfigError, match="looks like a secret") as refused:
        load_settings(ENDPOINT, {"EXTRACT_EXTRA_HEADERS": headers}, Path("/nowhere"))
    assert "plain-pass" not in str(refused.value)


@pytest.mark.parametrize("value", ["Bearer abc-def-ghi", "basic dXNlcg=="])
def test_the_value_of_a_header_that_authorises_is_refused_whatever_its_name(value: str) -> None:
    with pytest.raises(ConfigError, match="looks like a secret") as refused:
        load_settings(ENDPOINT, {"EXTRACT_EXTRA_HEADERS": json.dumps({"X-Gateway": value})}, Path("/nowhere"))
    assert value not in str(refused.value)


def test_a_secret_in_an_extra_field_is_refused_and_not_repeated() -> None:
    body = json.dumps({"options": {"api_key": "plain-pass"}})
    with pytest.raises(ConfigError, match="'api_key' looks like a secret") as refused:
        load_settings(ENDPOINT, {"EXTRACT_EXTRA_BODY": body}, Path("/nowhere"))
    assert "plain-pass" not in str(refused.value)


@pytest.mark.parametrize(
    "wrong", ["line\nbreak", "carriage\rreturn", "tab\tstop", "пароль", "naïve", "a\u2011b", "\x7f"]
)
@pytest.mark.parametrize("keys", ["secret-{}-part", "first-one,secret-{}-part"])
def test_a_key_that_no_header_can_carry_is_refused_and_not_repeated(keys: str, wrong: str) -> None:
    with pytest.raises(ConfigError, match="OPENAI_API_KEY cannot be sent: character") as refused:
        load_settings(ENDPOINT, {"OPENAI_API_KEY": keys.format(wrong)}, Path("/nowhere"))
    message = str(refused.value)
    assert not any(part in message for part in ("secret-", wrong, "-part", "first-one"))
    assert ("key 2 of" in message) == ("," in keys)


def test_a_header_from_a_variable_that_no_header_can_carry_is_refused() -> None:
    env = {"EXTRACT_EXTRA_HEADERS": '{"X-Gateway-Key": "env:GATEWAY"}', "GATEWAY": "secret\u2014part"}
    with pytest.raises(ConfigError, match="GATEWAY cannot be sent: character 7 of 11 is no letter, digit or sign"):
        load_settings(ENDPOINT, env, Path("/nowhere"))


def test_the_body_of_a_run_is_not_changed_by_extra_fields() -> None:
    with pytest.raises(ConfigError, match="'messages' is not for extra_body"):
        load_settings(ENDPOINT, {"EXTRACT_EXTRA_BODY": '{"messages": []}'}, Path("/nowhere"))


@pytest.mark.parametrize("url", ["http://model.example/v1", "http://10.0.0.7:8000/v1"])
def test_a_key_goes_over_plain_http_to_another_machine_only_with_leave(url: str) -> None:
    flags, key = {"base_url": url, "model": "m"}, {"OPENAI_API_KEY": "sk-scripted"}
    with pytest.raises(ConfigError, match="use https, or set plain_http = true"):
        load_settings(flags, key, Path("/nowhere"))
    assert load_settings(flags, {}, Path("/nowhere")).base_url == url
    assert load_settings(flags, key | {"EXTRACT_PLAIN_HTTP": "true"}, Path("/nowhere")).plain_http
