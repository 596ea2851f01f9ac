# A cache in front of origin and mirrors (docs/operating/origin.md): what any CDN has to do with a repository, in Varnish's words.
# An example to adapt: /etc/varnish/default.vcl, with the addresses changed.
vcl 4.1;
import directors;

probe timestamp { .url = "/metadata/timestamp.json"; .interval = 5s; .timeout = 2s; .window = 4; .threshold = 2; .initial = 2; }
backend origin   { .host = "127.0.0.1"; .port = "8081"; .probe = timestamp; .connect_timeout = 2s; .first_byte_timeout = 10s; }  # change
backend mirror_1 { .host = "127.0.0.1"; .port = "8082"; .probe = timestamp; .connect_timeout = 2s; .first_byte_timeout = 10s; }  # change
backend mirror_2 { .host = "127.0.0.1"; .port = "8083"; .probe = timestamp; .connect_timeout = 2s; .first_byte_timeout = 10s; }  # change

sub vcl_init {
    new servers = directors.fallback();           # the origin while it answers: a mirror is a minute behind
    servers.add_backend(origin);
    servers.add_backend(mirror_1);
    servers.add_backend(mirror_2);
}

sub vcl_recv {
    set req.backend_hint = servers.backend();
    if (req.method != "GET" && req.method != "HEAD") { return (synth(405)); }
    unset req.http.Cookie;                        # nothing here depends on who asks
    unset req.http.Authorization;
    set req.url = regsub(req.url, "\?.*$", "");
    set req.http.Host = "kiosk.example.org";      # change: one copy, whatever name it is asked for by
    return (hash);
}

sub vcl_backend_response {
    unset beresp.http.Set-Cookie;
    set beresp.grace = 0s;                        # nothing is served beyond what it was given, even when no server answers
    set beresp.keep = 10m;                        # but may be asked about by its ETag
    if (beresp.status != 200 && beresp.status != 304) {
        set beresp.uncacheable = true;            # a file that is not there yet is asked for again
        set beresp.ttl = 0s;
    }
}
