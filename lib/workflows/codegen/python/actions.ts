import type { Chunks } from '../chunk';
import { dynamodb } from './dynamodb';
import { stripe } from './stripe';

/** What acts outside, in Python: one helper for each kind of step. */
export const actions: Chunks = {
  ...stripe,
  ...dynamodb,
  http: {
    needs: ['failure', 'to_json'],
    imports: ['email.utils', 'json', 'time', 'urllib.error', 'urllib.parse', 'urllib.request'],
    code: `
class Stay(urllib.request.HTTPRedirectHandler):
    """Follows nowhere: a secret would go where nobody sent it."""

    def redirect_request(self, *_):
        return None


def retry_after(headers):
    value = (headers.get("retry-after") or "").strip()
    if value.isdigit():
        return int(value)
    try:
        return max(0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def send(method, url, headers, body=None, timeout=20, who=None, follows=False):
    """One HTTP request; gives status, headers and text, and fails for 400 and more."""
    who = who or urllib.parse.urlsplit(url).netloc
    data = None if body is None else body.encode()
    request = urllib.request.Request(url, data=data, method=method, headers=headers)
    opener = urllib.request.build_opener() if follows else urllib.request.build_opener(Stay)
    try:
        with opener.open(request, timeout=timeout) as answer:
            found = {name.lower(): value for name, value in answer.headers.items()}
            return answer.status, found, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as refusal:
        status, words = refusal.code, " ".join(refusal.read().decode("utf-8", "replace").split())[:300]
        temporary = status in (408, 425, 429) or status >= 500
        raise Failure(f"{who} answered {status}: {words}", temporary, retry_after(refusal.headers)) from None
    except (urllib.error.URLError, OSError) as error:
        raise Failure(f"{who} cannot be reached: {error}", temporary=True) from None


def is_json(words):
    try:
        json.loads(words)
    except ValueError:
        return False
    return True


def body_of(headers, words):
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    says_json = kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))
    return json.loads(words) if says_json and is_json(words) else words
`,
  },
  http_request: {
    needs: ['http'],
    code: `
LEFT_OUT = ("set-cookie", "www-authenticate", "connection", "keep-alive", "transfer-encoding")


def http_request(key, method, url, timeout_seconds=20, headers=(), body=None):
    sent = {} if method == "GET" else {"idempotency-key": key}
    words = None if body is None or method == "GET" else body if isinstance(body, str) else to_json(body)
    if words is not None:
        sent["content-type"] = "application/json" if is_json(words) else "text/plain; charset=utf-8"
    sent.update({each["name"].lower(): each["value"] for each in headers})
    status, answered, found = send(method, url, sent, words, timeout_seconds, follows=True)
    shown = {name: value for name, value in answered.items() if name not in LEFT_OUT}
    return {"status": status, "headers": shown, "body": body_of(answered, found)}
`,
  },
  send_email: {
    needs: ['http'],
    imports: ['os'],
    code: `
def send_email(key, api_key, sender, to, subject, body, from_=""):
    """Sends a text mail by SendGrid (POST /v3/mail/send)."""
    addresses = [each.strip() for each in to.split(",") if each.strip()]
    wrong = [each for each in addresses if each.count("@") != 1 or each.startswith("@") or each.endswith("@")]
    if wrong or not addresses:
        raise Failure(f"\\"{(wrong or [to])[0][:100]}\\" is no email address")
    message = {
        "personalizations": [{"to": [{"email": each} for each in addresses], "custom_args": {"cue_idempotency_key": key}}],
        "from": {"email": from_ or sender},
        "subject": " ".join(subject.split()),
        "content": [{"type": "text/plain", "value": body}],
        "headers": {"X-Cue-Idempotency-Key": key},
    }
    url = os.environ.get("SENDGRID_API_URL", "https://api.sendgrid.com") + "/v3/mail/send"
    headers = {"authorization": f"Bearer {api_key}", "content-type": "application/json"}
    status, answered, _ = send("POST", url, headers, to_json(message), who="SendGrid")
    return {"messageId": answered.get("x-message-id", ""), "status": status}
`,
  },
  send_webhook: {
    needs: ['http'],
    imports: ['hashlib', 'hmac', 'time'],
    code: `
def send_webhook(key, url, secret, event, payload):
    """Posts a message with the HMAC-SHA256 of its time and body, so that the receiver knows the sender."""
    body = to_json({"id": key, "event": event, "data": payload})
    seconds = int(time.time())
    code = hmac.new(secret.encode(), f"{seconds}.{body}".encode(), hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/json",
        "cue-signature": f"t={seconds},v1={code}",
        "idempotency-key": key,
    }
    status, answered, words = send("POST", url, headers, body)
    return {"status": status, "body": body_of(answered, words)}
`,
  },
  ai_prompt: {
    needs: ['http'],
    imports: ['os'],
    code: `
def ai_prompt(key, base_url, model, prompt, output_tokens_max, system=""):
    """Asks a model behind any API that is compatible with OpenAI's (POST /chat/completions)."""
    messages = [{"role": "system", "content": system}] if system else []
    messages.append({"role": "user", "content": prompt})
    headers = {"content-type": "application/json", "idempotency-key": key}
    if os.environ.get("AI_API_KEY"):
        headers["authorization"] = f"Bearer {os.environ['AI_API_KEY']}"
    body = to_json({"model": model, "messages": messages, "max_tokens": output_tokens_max})
    _, _, words = send("POST", base_url.rstrip("/") + "/chat/completions", headers, body, 60, "The language model")
    try:
        return {"text": json.loads(words)["choices"][0]["message"]["content"]}
    except (ValueError, LookupError, TypeError):
        raise Failure("The language model gave no answer that can be read") from None
`,
  },
};
