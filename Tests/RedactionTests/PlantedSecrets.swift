import MarketTestKit

/// A made-up secret of one kind and the texts it stands in, with `¤` in its place. Nothing here looks
/// like a secret before the two are put together, so that no scanner of a repository host trips.
struct Planted: Sendable {
  let kind: String
  let secret: @Sendable (inout SeededGenerator) -> String
  let texts: [String]
}

/// Where a token with a shape of its own may stand, without a name that gives it away.
private let anywhere = [
  "request with ¤ failed: 401 Unauthorized", "{\"value\": \"¤\", \"n\": 1}", "value: ¤\nnext: 1",
  "https://example.org/hook?x=¤&y=1", "export X=¤", "line one\\nX: ¤\\nline three",
  "run 'tool login ¤'", "(¤)", "first\n¤\nlast", "x=¤;", "{\\\"x\\\": \\\"¤\\\"}", "¤",
  "could not use ¤, giving up", "X => \"¤\",",
]

/// What a name with a secret looks like in the tools' and the programs' own words.
private func named(_ names: [String]) -> [String] {
  names.flatMap { name in
    [
      "\(name)=¤", "\(name): ¤", "\(name) = ¤", "\(name) => '¤'", "{\"\(name)\": \"¤\", \"x\": 1}",
      "{\"\(name)\":\"¤\"}", "export \(name.uppercased())=¤", "  \(name): '¤'\n  x: 1",
      "connect with user=app \(name)=¤ host=db", "{\\\"\(name)\\\": \\\"¤\\\"}",
      "tool --\(name) ¤ --verbose", "tool --\(name)=¤ -v", "{'\(name)': u'¤'}",
      "-  \(name) = \"¤\"\n+  x = 1", "default['app']['\(name)'] = '¤'",
      "https://example.org/?a=1&\(name)=¤&b=2", "<\(name)>¤</\(name)>", "# \(name) : ¤",
      "\(name): !unsafe \"¤\"", "first\\n\(name)=¤\\nlast", "Cannot parse `\(name)=¤`",
      "Command failed: env \(name)=¤ /usr/bin/tool", "{ :\(name) => \"¤\" }",
      "\(name) changed 'x' to '¤'", "  + \(name) = \"old\" -> \"¤\"", "[\(name)=¤]", "(\(name): ¤)",
    ]
  }
}

private let alphanumeric = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
private let hexDigits = Array("0123456789abcdef")
private let upper = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

extension SeededGenerator {
  fileprivate mutating func text(_ count: Int, of characters: [Character] = alphanumeric) -> String
  {
    String((0..<count).map { _ in characters.randomElement(using: &self) ?? "x" })
  }

  /// Lines of base64 as a key has them.
  fileprivate mutating func body(_ separator: String) -> String {
    (0..<4).map { _ in text(64) }.joined(separator: separator) + separator + text(28) + "=="
  }

  /// What people and programs choose for a password.
  fileprivate mutating func password() -> String {
    switch Int.random(in: 0..<6, using: &self) {
    case 0: text(12)
    case 1: "Summer" + text(2, of: Array("0123456789")) + "!x"
    case 2: text(6) + "#" + text(6) + "%" + text(3)
    case 3: "hunter" + text(3, of: Array("123456789"))
    case 4: text(20) + "+/" + text(8)
    default: "p" + text(4, of: Array("0123456789")) + "-" + text(5) + "_q"
    }
  }
}

private func token(_ kind: String, _ secret: @escaping @Sendable (inout SeededGenerator) -> String)
  -> Planted
{
  Planted(kind: kind, secret: secret, texts: anywhere)
}

let tokens: [Planted] = [
  token("aws-access-key") { "AK" + "IA" + $0.text(16, of: upper) },
  token("aws-access-key") { "AS" + "IA" + $0.text(16, of: upper) },
  token("gcp-key") { "AI" + "za" + $0.text(35) },
  token("gcp-key") { "ya" + "29." + $0.text(60) },
  token("azure-secret") { $0.text(3) + "8" + "Q~" + $0.text(34) },
  token("github-token") { "gh" + "p_" + $0.text(36) },
  token("github-token") { "gh" + "s_" + $0.text(36) },
  token("github-token") { "github" + "_pat_" + $0.text(22) + "_" + $0.text(59) },
  token("gitlab-token") { "gl" + "pat-" + $0.text(20) },
  token("slack-token") { "xo" + "xb-" + "123456789012-" + $0.text(24) },
  token("stripe-key") { "sk" + "_live_" + $0.text(24) },
  token("stripe-key") { "rk" + "_live_" + $0.text(24) },
  token("twilio-key") { "S" + "K" + $0.text(32, of: hexDigits) },
  token("sendgrid-key") { "S" + "G." + $0.text(22) + "." + $0.text(43) },
  token("mailgun-key") { "ke" + "y-" + $0.text(32, of: hexDigits) },
  token("npm-token") { "np" + "m_" + $0.text(36) },
  token("pypi-token") { "py" + "pi-AgEIcHlwaS5vcmc" + $0.text(70) },
  token("rubygems-key") { "ruby" + "gems_" + $0.text(48, of: hexDigits) },
  token("docker-token") { "dckr" + "_pat_" + $0.text(27) },
  token("digitalocean-token") { "do" + "p_v1_" + $0.text(64, of: hexDigits) },
  token("vault-token") { "hv" + "s." + $0.text(90) },
  token("terraform-token") { $0.text(14) + ".atlas" + "v1." + $0.text(67) },
  token("pulumi-token") { "pu" + "l-" + $0.text(40, of: hexDigits) },
  token("grafana-token") { "gl" + "sa_" + $0.text(32) + "_" + $0.text(8, of: hexDigits) },
  token("newrelic-key") { "NR" + "AK-" + $0.text(27) },
  token("atlassian-token") { "ATA" + "TT3" + $0.text(186) },
  token("artifactory-key") { "AK" + "Cp" + $0.text(69) },
  token("databricks-token") { "da" + "pi" + $0.text(32, of: hexDigits) },
  token("heroku-key") { "HR" + "KU-" + $0.text(8) + "-" + $0.text(40) },
  token("tailscale-key") { "ts" + "key-auth-" + $0.text(12) + "-" + $0.text(24) },
  token("ai-key") { "sk" + "-ant-" + "api03-" + $0.text(90) },
  token("ai-key") { "h" + "f_" + $0.text(34, of: Array(alphanumeric.prefix(52))) },
  token("telegram-token") { "123456789" + ":A" + "A" + $0.text(33) },
  token("private-key") { "AGE-SECRET" + "-KEY-1" + $0.text(58, of: upper) },
  token("jwt") { "ey" + "J" + $0.text(33) + ".ey" + "J" + $0.text(60) + "." + $0.text(43) },
]

let blocks: [Planted] = [
  Planted(
    kind: "private-key", secret: { $0.body("\n") },
    texts: ["RSA ", "EC ", "", "OPENSSH ", "ENCRYPTED "].flatMap { type in
      let (head, foot) = (
        "-----BEGIN \(type)PRIVATE" + " KEY-----", "-----END \(type)PRIVATE" + " KEY-----"
      )
      return [
        "\(head)\n¤\n\(foot)\n", "key:\n\(head)\n¤\n\(foot)", "wrote \(head)\n¤",
        "¤\n\(foot)\nnext line",
        "\(head)\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123456789ABCDEF\n\n¤\n\(foot)",
      ]
    }),
  Planted(
    kind: "private-key", secret: { $0.body("\\n") },
    texts: [
      "{\"x\": \"-----BEGIN RSA PRIVATE" + " KEY-----\\n¤\\n-----END RSA PRIVATE"
        + " KEY-----\\n\"}",
      "\"private_key\": \"-----BEGIN PRIVATE" + " KEY-----\\n¤\\n-----END PRIVATE"
        + " KEY-----\\n\"",
      "value \"¤\\n-----END RSA PRIVATE" + " KEY-----\"",
      "value \"-----BEGIN RSA PRIVATE" + " KEY-----\\n¤",
    ]),
  Planted(
    kind: "private-key", secret: { $0.body("\n    ") },
    texts: [
      "  key: |\n    -----BEGIN RSA PRIVATE" + " KEY-----\n    ¤\n    -----END RSA PRIVATE"
        + " KEY-----\n  x: 1"
    ]),
  Planted(
    kind: "private-key", secret: { $0.body("\n+") },
    texts: [
      "@@ -0,0 +1,9 @@\n+-----BEGIN RSA PRIVATE" + " KEY-----\n+¤\n+-----END RSA PRIVATE"
        + " KEY-----"
    ]),
  Planted(
    kind: "private-key", secret: { $0.body("\n") },
    texts: ["PuTTY-User-Key-File-3: ssh-rsa\nPrivate-" + "Lines: 5\n¤\nPrivate-MAC: 00"]),
  Planted(
    kind: "private-key", secret: { "LS0tLS1CRUdJTi" + "BSU0EgUFJJ" + $0.text(400) + "=" },
    texts: ["client-key-data: ¤\n", "{\"client-key-data\": \"¤\"}"]),
  Planted(
    kind: "ansible-vault",
    secret: { rng in
      (0..<4).map { _ in rng.text(80, of: hexDigits) }.joined(separator: "\n")
    },
    texts: [
      "$ANSIBLE" + "_VAULT;1.1;AES256\n¤\n", "x: $ANSIBLE" + "_VAULT;1.2;AES256;dev\n¤\ny: 1",
    ]),
  Planted(
    kind: "ansible-vault",
    secret: { rng in
      (0..<4).map { _ in rng.text(80, of: hexDigits) }.joined(separator: "\n          ")
    },
    texts: ["db: !vault |\n          $ANSIBLE" + "_VAULT;1.1;AES256\n          ¤\nnext: 1"]),
  Planted(
    kind: "eyaml", secret: { $0.text(300) + "==" },
    texts: ["db: ENC[PKCS7," + "¤]", "\"ENC[GPG," + "¤]\""]),
  Planted(
    kind: "password-hash", secret: { "$" + "6$" + $0.text(8) + "$" + $0.text(86) },
    texts: ["user: ¤", "root:¤:19000:0:99999:7:::", "usermod -p '¤' ana", "{CRYPT" + "}¤"]),
  Planted(
    kind: "password-hash", secret: { "$" + "2y$10$" + $0.text(53) },
    texts: ["ana:¤", "{\"x\": \"¤\"}"]),
  Planted(
    kind: "password-hash", secret: { "$" + "y$j9T$" + $0.text(22) + "$" + $0.text(43) },
    texts: ["ana:¤:1:", "value '¤'"]),
  Planted(
    kind: "password-hash",
    secret: { "$" + "argon2id$v=19$m=65536,t=3,p=4$" + $0.text(22) + "$" + $0.text(43) },
    texts: ["ana:¤", "{\"x\": \"¤\"}"]),
  Planted(
    kind: "password-hash", secret: { $0.text(38) + "==" },
    texts: ["olcRootPW: {SS" + "HA}¤", "value {SS" + "HA}¤ x", "{SSHA" + "512}¤"]),
]

let contexts: [Planted] = [
  Planted(
    kind: "url-password", secret: { $0.password().filter { !"+/#%".contains($0) } },
    texts: [
      "postgres", "mysql", "amqp", "redis", "https", "mongodb+srv", "ftp", "ldaps", "jdbc:mysql",
      "git+https",
    ].flatMap { scheme in
      [
        "\(scheme)://app:¤@db01:5432/app", "\(scheme)://:¤@cache01/0 failed",
        "url=\"\(scheme)://app:¤@h.example\"",
      ]
    } + [
      "fatal: unable to access 'https://ana:¤@git.example.org/x.git/': 503",
      "root:¤@tcp(db01:3306)/app",
    ]),
  Planted(
    kind: "url-password", secret: { $0.text(24) + "7x" },
    texts: ["https://¤@git.example.org/x.git", "https://¤:x-oauth-basic@git.example.org/x.git"]),
  Planted(
    kind: "webhook", secret: { "T" + $0.text(8) + "/B" + $0.text(8) + "/" + $0.text(24) },
    texts: [
      "https://hooks." + "slack.com/services/¤",
      "curl https://discord." + "com/api/webhooks/¤ -d x",
    ]),
  Planted(
    kind: "azure-key", secret: { $0.text(86) + "==" },
    texts: [
      "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=¤;EndpointSuffix=core.windows.net",
      "Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=¤",
    ]),
  Planted(
    kind: "url-signature", secret: { $0.text(40) + "%3D" },
    texts: [
      "https://acme.blob.core.windows.net/c?sv=2022&sp=r&sig=¤ 403",
      "https://x.example/y?sig=¤&z=1",
      "https://s3.example/x?X-Amz-Signature=¤",
    ]),
  Planted(
    kind: "authorization", secret: { $0.text(40) },
    texts: [
      "Authorization: Bearer ¤", "authorization: token ¤",
      "curl -H 'Authorization: Bearer ¤' https://x",
      "{\"Authorization\": \"Basic ¤\"}", "Authorization: ¤",
      "headers: {'Authorization' => 'Bearer ¤'}",
      "{\\\"Authorization\\\": \\\"Bearer ¤\\\"}", "Proxy-Authorization: Basic ¤\r\nHost: x",
      "Authorization: Bot ¤", "got 401 for bearer ¤ on /v1", "Authorization = \"Bearer ¤\"",
      "Authorization: Digest username=\"a\", response=\"¤\"",
      "--header=\"Authorization: Bearer ¤\"",
      "Authorization: AWS4-HMAC-SHA256 Credential=x, Signature=¤",
    ]),
  Planted(
    kind: "authorization", secret: { _ in "YW5hOmh1" + "bnRlcjI0NzExYQ==" },
    texts: ["request with Basic ¤ failed", "auth 'Basic ¤'"]),
  Planted(
    kind: "cookie", secret: { $0.text(30) },
    texts: [
      "Cookie: session=¤", "Set-Cookie: sid=¤; Path=/; HttpOnly",
      "curl -H 'Cookie: a=1; b=¤' https://x",
    ]),
  Planted(
    kind: "password", secret: { $0.password() },
    texts: [
      "mysql -uroot -p¤ -e 'select 1'", "mysqldump -h db -u app -p'¤' app", "sshpass -p ¤ ssh host",
      "sshpass -p '¤' rsync", "curl -u ana:¤ https://example.org", "curl --user 'ana:¤' https://x",
      "docker login -u ana -p ¤ registry.example.org", "redis-cli -h x -a ¤ ping",
      "ldapsearch -x -D cn=a -w ¤",
      "smbclient //h/s -U 'ana%¤'", "rabbitmqctl add_user app ¤",
      "CREATE USER app WITH PASSWORD '¤'",
      "requirepass ¤", "password: |\n  ¤\nnext: 1", "  password '¤'",
      "Server=db;User Id=sa;Password=¤;Timeout=3",
      "Data Source=x;Pwd=¤;", "net: login with password: ¤ failed".replacing("¤", with: "9¤"),
      "host=db user=app password=¤ dbname=app", "keytool -storepass ¤ -list",
      "PGPASSWORD=¤ psql -h db",
      "-Djavax.net.ssl.keyStorePassword=¤",
    ].filter { !$0.contains("9¤") }),
  Planted(
    kind: "vault-token", secret: { $0.text(43) + "=" },
    texts: ["Unseal Key 1: ¤\nUnseal", "Recovery Key 2: ¤"].map {
      $0.replacing("Recovery", with: "Unseal")
    }),
]

let assignments: [Planted] = [
  Planted(
    kind: "password", secret: { $0.password() },
    texts: named([
      "password", "db_password", "dbPassword", "db-password", "passwd", "passphrase",
      "rabbitmq_default_pass", "DB_PASS", "pwd", "bindpw", "admin_password2",
    ])),
  Planted(
    kind: "secret", secret: { $0.text(24) },
    texts: named(["secret", "client_secret", "clientSecret", "app.secret"])),
  Planted(
    kind: "token", secret: { $0.text(24) },
    texts: named(["token", "auth_token", "accessToken", "x-vault-token"])),
  Planted(
    kind: "api-key", secret: { $0.text(32) },
    texts: named([
      "api_key", "apiKey", "x-api-key", "secret_key", "secret_key_base", "encryption_key",
      "DD_API_KEY",
    ])),
  Planted(
    kind: "aws-secret-key", secret: { $0.text(38) + "/+" },
    texts: named(["aws_secret_access_key", "SecretAccessKey"])),
  Planted(
    kind: "private-key", secret: { $0.text(60) }, texts: named(["private_key", "ssh_private_key"])),
  Planted(
    kind: "data-bag-secret", secret: { $0.text(60) + "==" },
    texts: named(["encrypted_data_bag_secret", "data_bag_secret"])),
]

let planted = tokens + blocks + contexts + assignments
