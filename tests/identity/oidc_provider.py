"""A city's sign-in service on loopback: Authlib's server side, real HTTP, keys made at start."""

# ruff: noqa: ARG002  # Authlib hands over more than a test needs
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, jsonify, request
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT, SECRET = "exchange", "a secret of the test"


@dataclass
class Client:
    """The one client this service knows: ours."""

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> str:
        return ""

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, uri: str) -> bool:
        return uri == "http://127.0.0.1:8000/sign-in/city/portland/back"

    def check_client_secret(self, secret: str) -> bool:
        return secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, wanted: str) -> bool:
        return wanted == "code"

    def check_grant_type(self, wanted: str) -> bool:
        return wanted == "authorization_code"


@dataclass
class Code:
    """A code given out, with what it was asked for."""

    code: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    user: dict[str, Any]

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> list[str] | None:
        return self.user.get("amr")


@dataclass
class OidcProvider:
    """The running service; `user` is who signs in there, as the claims it will tell."""

    address: str = ""
    user: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    signing_key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k"}))
    shown_key: RSAKey | None = None

    def start(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.server = make_server("127.0.0.1", port, self._app(), threaded=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _app(self) -> Flask:
        app = Flask("provider")
        server = AuthorizationServer(
            app,
            query_client=lambda name: Client() if name == CLIENT else None,
            save_token=lambda _token, _request: None,
        )
        server.register_grant(grant_of(self), [openid_of(self), CodeChallenge(required=True)])

        @app.get("/.well-known/openid-configuration")
        def discovery():
            return jsonify(
                issuer=self.address,
                authorization_endpoint=f"{self.address}/authorize",
                token_endpoint=f"{self.address}/token",
                jwks_uri=f"{self.address}/keys",
                response_types_supported=["code"],
                subject_types_supported=["public"],
                id_token_signing_alg_values_supported=["RS256"],
                token_endpoint_auth_methods_supported=["client_secret_basic"],
            )

        @app.get("/keys")
        def keys():
            shown = self.shown_key or self.signing_key
            return jsonify(keys=[shown.as_dict(private=False)])

        @app.get("/authorize")
        def authorize():
            self.asked.append(request.args.to_dict())
            grant = server.get_consent_grant(end_user=self.user)
            return server.create_authorization_response(grant_user=self.user, grant=grant)

        @app.post("/token")
        def token():
            return server.create_token_response()

        return app


def grant_of(service: OidcProvider) -> type[AuthorizationCodeGrant]:
    class Grant(AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic"]

        def save_authorization_code(self, code, request):
            asked = request.payload.data
            service.codes[code] = Code(
                code=code,
                redirect_uri=asked["redirect_uri"],
                scope=asked["scope"],
                nonce=asked.get("nonce", ""),
                code_challenge=asked["code_challenge"],
                code_challenge_method=asked["code_challenge_method"],
                user=dict(service.user),
            )

        def query_authorization_code(self, code, client):
            return service.codes.get(code)

        def delete_authorization_code(self, code):
            service.codes.pop(code.code)

        def authenticate_user(self, code):
            return code.user

    return Grant


def openid_of(service: OidcProvider) -> OpenIDCode:
    class Told(OpenIDCode):
        def exists_nonce(self, nonce, request):
            return False

        def resolve_client_private_key(self, client):
            return service.signing_key

        def get_client_algorithm(self, client):
            return "RS256"

        def get_encode_header(self, client):
            return {"alg": "RS256", "kid": "k"}

        def get_client_claims(self, client):
            return {"iss": service.address}

        def generate_user_info(self, user, scope):
            return user

    return Told(require_nonce=True)
