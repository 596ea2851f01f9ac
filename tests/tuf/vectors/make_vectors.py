"""Makes the repository in this folder, which the tests of sync/tuf read. Run by hand, once; the keys are thrown away.

usage: /usr/bin/python3 make_vectors.py

Nothing of it is ours: canonical JSON, keys and signatures are made by securesystemslib and cryptography (Debian's
python3-securesystemslib and python3-cryptography), file names as urllib quotes them.
"""
import hashlib
import json
import pathlib
import shutil
import urllib.parse

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from securesystemslib.formats import encode_canonical

HERE = pathlib.Path(__file__).resolve().parent
EXPIRES = "2100-01-01T00:00:00Z"


def pem(private):
    return private.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


class Key:
    def __init__(self, private, keytype, scheme, public, sign):
        self.private, self.sign = private, sign
        self.public = {"keytype": keytype, "scheme": scheme, "keyval": {"public": public}}
        self.id = hashlib.sha256(encode_canonical(self.public).encode()).hexdigest()


def ed25519_key():
    private = ed25519.Ed25519PrivateKey.generate()
    raw = private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return Key(private, "ed25519", "ed25519", raw.hex(), private.sign)


def ecdsa_key(keytype="ecdsa", curve=ec.SECP256R1(), digest=hashes.SHA256(), scheme="ecdsa-sha2-nistp256", as_point=False):
    private = ec.generate_private_key(curve)
    point = private.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint).hex()
    return Key(private, keytype, scheme, point if as_point else pem(private), lambda data: private.sign(data, ec.ECDSA(digest)))


def rsa_key(bits=2048, salt=32):
    private = rsa.generate_private_key(65537, bits)
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), salt)
    return Key(private, "rsa", "rsassa-pss-sha256", pem(private), lambda data: private.sign(data, pss, hashes.SHA256()))


def envelope(signed, keys):
    message = encode_canonical(signed).encode()
    return {"signatures": [{"keyid": key.id, "sig": key.sign(message).hex()} for key in keys], "signed": signed}


def write(name, document):
    data = json.dumps(document, indent=1, ensure_ascii=len(name) % 2 == 0).encode()  # both ways of writing 公
    (HERE / "metadata" / name).write_bytes(data)
    return data


def role(keys, threshold):
    return {"keyids": [key.id for key in keys], "threshold": threshold}


def header(kind, version):
    return {"_type": kind, "spec_version": "1.0.34", "version": version, "expires": EXPIRES,
            "x-note": "公示 \"quoted\" back\\slash, tab\t, line\n, bell\u0007, \u2028, \U0001F680", "x-list": [1, -2, True, False, None, {}]}


def meta(version, data):
    return {"version": version, "length": len(data), "hashes": {"sha256": hashlib.sha256(data).hexdigest(), "sha512": hashlib.sha512(data).hexdigest()}}


def target(folder, name, data, consistent=True):
    digest = hashlib.sha256(data).hexdigest()
    parent, _, base = name.rpartition("/")
    file = HERE / "targets" / urllib.parse.quote(parent) / (digest + "." + urllib.parse.quote(base, ""))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return {"length": len(data), "hashes": {"sha256": digest}, "custom": {"schema": 1}}


def main():
    for folder in ("metadata", "targets"):
        shutil.rmtree(HERE / folder, ignore_errors=True)
        (HERE / folder).mkdir()
    ed, p256, rsa_digest, rsa_max = ed25519_key(), ecdsa_key(), rsa_key(), rsa_key(3072, padding.PSS.MAX_LENGTH)
    old_p256, p384, point = ecdsa_key("ecdsa-sha2-nistp256"), ecdsa_key("ecdsa", ec.SECP384R1(), hashes.SHA384(), "ecdsa-sha2-nistp384"), ecdsa_key("ecdsa-sha2-nistp256", as_point=True)
    new = ed25519_key()
    future = {"keytype": "lattice", "scheme": "lattice-1", "keyval": {"identity": "someone", "issuer": "somewhere"}}

    def root(version, root_keys):
        online = [old_p256, p384, rsa_max, point]
        signed = {**header("root", version), "consistent_snapshot": True, "keys": {key.id: key.public for key in [*root_keys, *online, ed]},
                  "roles": {"root": role(root_keys, 2), "timestamp": role([old_p256, p384], 2), "snapshot": role([rsa_max, point], 2), "targets": role([ed], 1)}}
        signed["keys"]["ffff"] = future
        signed["roles"]["targets"]["keyids"].append("ffff")
        return signed

    write("1.root.json", envelope(root(1, [ed, p256, rsa_digest]), [ed, p256, rsa_digest]))
    write("2.root.json", envelope(root(2, [new, p256, rsa_digest]), [p256, rsa_digest]))
    name = "角色/a b"
    file = urllib.parse.quote(name, "") + ".json"
    inner = write("1." + file, envelope({**header("targets", 1), "targets": {"部门/新 公园.txt": target("", "部门/新 公园.txt", "公园 park\n".encode())}}, [p256]))
    top = {**header("targets", 1), "targets": {"catalog.txt": target("", "catalog.txt", b"a catalog\n")},
           "delegations": {"keys": {p256.id: p256.public}, "roles": [{"name": name, **role([p256], 1), "terminating": False, "paths": ["部门/*"]}]}}
    top_data = write("1.targets.json", envelope(top, [ed]))
    snapshot = write("1.snapshot.json", envelope({**header("snapshot", 1), "meta": {"targets.json": meta(1, top_data), name + ".json": meta(1, inner)}}, [rsa_max, point]))
    write("timestamp.json", envelope({**header("timestamp", 1), "meta": {"snapshot.json": meta(1, snapshot)}}, [old_p256, p384]))

    documents = [{}, [], {"b": 1, "a": [True, False, None], "": -7}, {"é": "ü", "z": "", "Z": "", "\U0001F680": 1, "\uffff": 2},
                 {"text": "\"\\/\b\f\n\r\t\u0000\u007f"}, {"nested": {"y": {"x": []}, "aa": [[[]]], "a": {}}}, {"n": [0, -1, 2**53, 2**63 - 1, -2**63]}]
    rows = [{"json": json.dumps(document, ensure_ascii=index % 2 == 0), "canonical": encode_canonical(document).encode().hex()} for index, document in enumerate(documents)]
    (HERE / "canonical.json").write_text(json.dumps(rows, indent=1) + "\n")


main()
