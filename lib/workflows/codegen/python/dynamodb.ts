import type { Chunks } from '../chunk';

/** Steps at Amazon DynamoDB (its API reference; AWS Signature Version 4), in Python. */
export const dynamodb: Chunks = {
  dynamodb: {
    needs: ['http'],
    imports: ['base64', 'datetime', 'hashlib', 'hmac', 'json', 'os', 'urllib.parse'],
    code: `
THROTTLED = (
    "LimitExceededException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
    "TransactionConflictException",
)


def ask_dynamodb(account, operation, values):
    """One call, signed (AWS Signature Version 4)."""
    access_key_id, secret_access_key, region = account
    url = os.environ.get("AWS_ENDPOINT_URL_DYNAMODB", f"https://dynamodb.{region}.amazonaws.com")
    body = to_json(values)
    stamp = now().strftime("%Y%m%dT%H%M%SZ")
    headers = {
        "content-type": "application/x-amz-json-1.0",
        "host": urllib.parse.urlsplit(url).netloc,
        "x-amz-date": stamp,
        "x-amz-target": f"DynamoDB_20120810.{operation}",
    }
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\\n" for name in sorted(headers))
    content = f"POST\\n/\\n\\n{lines}\\n{names}\\n{hashlib.sha256(body.encode()).hexdigest()}"
    reach = f"{stamp[:8]}/{region}/dynamodb/aws4_request"
    signed = f"AWS4-HMAC-SHA256\\n{stamp}\\n{reach}\\n{hashlib.sha256(content.encode()).hexdigest()}"
    secret = f"AWS4{secret_access_key}".encode()
    for part in (stamp[:8], region, "dynamodb", "aws4_request", signed):
        secret = hmac.new(secret, part.encode(), hashlib.sha256).digest()
    headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={access_key_id}/{reach}, SignedHeaders={names}, Signature={secret.hex()}"
    )
    try:
        _, _, words = send("POST", url.rstrip("/") + "/", headers, body, who="DynamoDB")
    except Failure as failure:
        failure.temporary = failure.temporary or any(name in str(failure) for name in THROTTLED)
        raise
    return json.loads(words)


def to_attribute(value):
    if value is None or value is MISSING:
        return {"NULL": True}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, (int, float)):
        return {"N": number_text(value)}
    if isinstance(value, list):
        return {"L": [to_attribute(item) for item in value]}
    return {"M": to_attributes(value)} if isinstance(value, dict) else {"S": value}


def to_attributes(item):
    if not isinstance(item, dict):
        raise Failure("A JSON object is needed here")
    return {name: to_attribute(value) for name, value in item.items()}


def to_number(digits):
    number = whole(float(digits))
    exact = abs(number) < 2**53 if isinstance(number, int) else len(digits) <= 16
    return number if exact else digits


def from_attribute(attribute):
    (kind, value), *_ = attribute.items()
    if kind == "N":
        return to_number(value)
    if kind == "NS":
        return [to_number(each) for each in value]
    if kind == "L":
        return [from_attribute(each) for each in value]
    return from_attributes(value) if kind == "M" else None if kind == "NULL" else value


def from_attributes(item):
    return {name: from_attribute(value) for name, value in item.items()}
`,
  },
  dynamodb_put: {
    needs: ['dynamodb'],
    code: `
def dynamodb_put(key, account, table, item):
    ask_dynamodb(account, "PutItem", {"TableName": table, "Item": to_attributes(item)})
    return {"written": True}
`,
  },
  dynamodb_get: {
    needs: ['dynamodb'],
    code: `
def dynamodb_get(_, account, table, key):
    values = {"TableName": table, "Key": to_attributes(key), "ConsistentRead": True}
    item = ask_dynamodb(account, "GetItem", values).get("Item")
    return {"item": None if item is None else from_attributes(item)}
`,
  },
  dynamodb_delete: {
    needs: ['dynamodb'],
    code: `
def dynamodb_delete(_, account, table, key):
    ask_dynamodb(account, "DeleteItem", {"TableName": table, "Key": to_attributes(key)})
    return {"deleted": True}
`,
  },
  dynamodb_query: {
    needs: ['dynamodb'],
    code: `
def dynamodb_query(_, account, table, key_condition, values, limit, index=""):
    items, start = [], None
    while len(items) < limit:
        wanted = {
            "TableName": table,
            "KeyConditionExpression": key_condition,
            "ExpressionAttributeValues": to_attributes(values),
            "Limit": limit - len(items),
            **({"IndexName": index} if index else {}),
            **({"ExclusiveStartKey": start} if start else {}),
        }
        page = ask_dynamodb(account, "Query", wanted)
        items.extend(from_attributes(item) for item in page.get("Items", []))
        start = page.get("LastEvaluatedKey")
        if start is None:
            break
    return {"items": items, "count": len(items)}
`,
  },
};
