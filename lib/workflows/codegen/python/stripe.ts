import { stripeRelease } from '@/lib/stripe/release';
import type { Chunks } from '../chunk';

/** Steps at Stripe (https://docs.stripe.com/api), in Python. */
export const stripe: Chunks = {
  stripe: {
    needs: ['http'],
    imports: ['json', 'os', 'urllib.parse'],
    code: `
def form(value, name=""):
    """Nested values the way Stripe reads them: a[b][0]=c."""
    if isinstance(value, (dict, list)):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        return [each for key, item in pairs for each in form(item, f"{name}[{key}]" if name else str(key))]
    return [(name, text(value))]


def ask_stripe(secret_key, method, address, values, key=None):
    url = os.environ.get("STRIPE_API_URL", "https://api.stripe.com") + address
    headers = {"authorization": f"Bearer {secret_key}", "stripe-version": "${stripeRelease}"}
    body = urllib.parse.urlencode(form(values))
    if method == "GET":
        url, body = (f"{url}?{body}" if body else url), None
    else:
        headers.update({"idempotency-key": key, "content-type": "application/x-www-form-urlencoded"})
    _, _, words = send(method, url, headers, body, who="Stripe")
    return without_secrets(json.loads(words))


def without_secrets(value):
    if isinstance(value, list):
        return [without_secrets(item) for item in value]
    if isinstance(value, dict):
        return {name: without_secrets(item) for name, item in value.items() if name != "client_secret"}
    return value


def given(**values):
    return {name: value for name, value in values.items() if value != ""}


def amount_of(words):
    words = words.strip()
    if not words.isdigit() or len(words) > 12 or int(words) == 0:
        raise Failure(f"\\"{words[:40]}\\" is no amount: write a whole number, 1500 for 15.00")
    return int(words)


def id_of(value):
    return urllib.parse.quote(value, safe="")
`,
  },
  stripe_customer: {
    needs: ['stripe'],
    code: `
def stripe_customer(key, secret_key, operation, customer="", email="", name="", description=""):
    if operation == "find":
        found = ask_stripe(secret_key, "GET", "/v1/customers", {"email": email, "limit": 1})["data"]
        return found[0] if found else None
    address = "/v1/customers" if operation == "create" else f"/v1/customers/{id_of(customer)}"
    values = given(email=email, name=name, description=description)
    return ask_stripe(secret_key, "POST", address, values, f"{key}:customer")
`,
  },
  stripe_invoice: {
    needs: ['stripe'],
    code: `
def stripe_invoice(key, secret_key, operation, invoice="", customer="", amount_minor="", currency="", description=""):
    if operation == "retrieve":
        return ask_stripe(secret_key, "GET", f"/v1/invoices/{id_of(invoice)}", {})
    if operation == "void":
        return ask_stripe(secret_key, "POST", f"/v1/invoices/{id_of(invoice)}/void", {}, f"{key}:void")
    amount, money = amount_of(amount_minor), (currency or "usd").lower()
    draft = {
        "customer": customer,
        "currency": money,
        "collection_method": "send_invoice",
        "days_until_due": 30,
        "auto_advance": False,
        "pending_invoice_items_behavior": "exclude",
    }
    made = ask_stripe(secret_key, "POST", "/v1/invoices", draft, f"{key}:invoice")["id"]
    item = {"customer": customer, "invoice": made, "amount": amount, "currency": money, **given(description=description)}
    ask_stripe(secret_key, "POST", "/v1/invoiceitems", item, f"{key}:item")
    ask_stripe(secret_key, "POST", f"/v1/invoices/{made}/finalize", {"auto_advance": False}, f"{key}:finalize")
    return ask_stripe(secret_key, "POST", f"/v1/invoices/{made}/send", {}, f"{key}:send")
`,
  },
  stripe_coupon: {
    needs: ['stripe'],
    code: `
def stripe_coupon(key, secret_key, kind, percent_off, duration, months, name="", amount_minor="", currency=""):
    values = {"duration": duration, **given(name=name)}
    if kind == "percent":
        values["percent_off"] = percent_off
    else:
        values.update(amount_off=amount_of(amount_minor), currency=(currency or "usd").lower())
    if duration == "repeating":
        values["duration_in_months"] = months
    return ask_stripe(secret_key, "POST", "/v1/coupons", values, f"{key}:coupon")
`,
  },
  stripe_refund: {
    needs: ['stripe'],
    code: `
def stripe_refund(key, secret_key, payment, reason, amount_minor=""):
    payment = payment.strip()
    if not payment.startswith(("pi_", "ch_", "py_")):
        raise Failure(f"\\"{payment[:60]}\\" is no payment: it begins with pi_ or ch_")
    values = {"payment_intent" if payment.startswith("pi_") else "charge": payment, "reason": reason}
    if amount_minor != "":
        values["amount"] = amount_of(amount_minor)
    return ask_stripe(secret_key, "POST", "/v1/refunds", values, f"{key}:refund")
`,
  },
  stripe_checkout_link: {
    needs: ['stripe'],
    code: `
def stripe_checkout_link(key, secret_key, mode, price, quantity, success_url, customer_email=""):
    values = {
        "mode": mode,
        "line_items": [{"price": price, "quantity": quantity}],
        "success_url": success_url,
        **given(customer_email=customer_email),
    }
    return ask_stripe(secret_key, "POST", "/v1/checkout/sessions", values, f"{key}:checkout")
`,
  },
};
