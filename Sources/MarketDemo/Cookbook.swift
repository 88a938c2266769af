/// One cookbook of the company: its version and what it declares, in order.
struct Cookbook: Sendable {
  let name: String
  let version: String
  let resources: [Declared]

  /// One action of one resource, and the line that declares it.
  struct Declared: Sendable {
    let type: String
    let name: String
    let action: String
    let line: Int
    let ignoresFailure: Bool
  }

  private init(name: String, version: String, resources: [Declared]) {
    (self.name, self.version, self.resources) = (name, version, resources)
  }

  /// Reads rows of `line type name action`, a name with blanks in its middle; a `?` at the end
  /// stands for `ignore_failure`.
  private init(_ name: String, _ version: String, _ table: String) {
    self.name = name
    self.version = version
    resources = table.split(separator: "\n").map { row in
      let words = row.split(separator: " ")
      return Declared(
        type: String(words[1]), name: words[2..<words.count - 1].joined(separator: " "),
        action: words[words.count - 1].filter { $0 != "?" }, line: Int(words[0]) ?? 0,
        ignoresFailure: row.hasSuffix("?"))
    }
  }
}

extension Cookbook {
  /// A later version that declares the same.
  func released(_ version: String) -> Cookbook {
    Cookbook(name: name, version: version, resources: resources)
  }

  static let base = Cookbook(
    "acme_base", "2.3.1",
    """
    2 apt_package curl install
    2 apt_package lsof install
    5 directory /etc/acme create
    9 template /etc/motd create
    14 linux_user deploy create
    20 cron rotate-acme-logs create
    28 file /etc/acme/legacy.conf delete
    33 service cron enable
    33 service cron start
    46 git /srv/config-templates sync
    """)
  static let web = Cookbook(
    "acme_web", "3.4.0",
    """
    1 apt_package nginx-light install
    4 file /etc/nginx/sites-enabled/default delete
    7 template /etc/nginx/conf.d/site.conf create
    13 directory /var/www/site create
    21 service nginx enable
    21 service nginx start
    """)
  static let app = Cookbook(
    "acme_app", "5.0.2",
    """
    12 remote_file /srv/shop/releases/current.tar.gz create
    17 execute unpack shop run
    22 execute migrate shop run
    1 acme_app_deploy shop deploy
    6 template /etc/acme/shop.yml create
    11 git /srv/shop/plugins sync
    18 service shop enable
    18 service shop start
    """)
  static let statsagent = Cookbook(
    "statsagent", "0.4.0",
    """
    3 cookbook_file /usr/local/sbin/statsagent create
    11 template /etc/acme/statsagent.conf create
    18 service statsagent enable
    18 service statsagent start
    """)
  static let db = Cookbook(
    "acme_db", "4.1.7",
    """
    1 apt_package postgresql-15 install
    6 template /etc/postgresql/15/main/postgresql.conf create
    14 template /etc/postgresql/15/main/pg_hba.conf create
    22 service postgresql enable
    22 service postgresql start
    """)
  static let backup = Cookbook(
    "acme_backup", "1.2.0",
    """
    2 directory /var/backups/shop create
    6 execute dump shop run
    15 execute verify shop dump run
    """)
  static let lb = Cookbook(
    "acme_lb", "2.0.4",
    """
    1 apt_package haproxy install
    8 template /etc/haproxy/haproxy.cfg create
    19 service haproxy enable
    19 service haproxy start
    """)
  static let cache = Cookbook(
    "acme_cache", "1.0.9",
    """
    1 apt_package redis-server install
    4 template /etc/redis/redis.conf create
    12 service redis-server enable
    12 service redis-server start
    18 ruby_block collect inventory run
    """)
  static let queue = Cookbook(
    "acme_queue", "1.3.3",
    """
    1 apt_package rabbitmq-server install
    5 template /etc/rabbitmq/rabbitmq.conf create
    12 execute prune dead letters run?
    20 service rabbitmq-server enable
    20 service rabbitmq-server start
    """)
  static let search = Cookbook(
    "acme_search", "2.2.0",
    """
    1 apt_package opensearch install
    6 template /etc/opensearch/opensearch.yml create
    15 service opensearch enable
    15 service opensearch start
    24 execute reindex catalogue run
    """)
  static let mail = Cookbook(
    "acme_mail", "0.9.2",
    """
    1 apt_package postfix install
    5 template /etc/postfix/main.cf create
    14 service postfix enable
    14 service postfix start
    """)
  static let ci = Cookbook(
    "acme_ci", "0.7.1",
    """
    1 apt_package docker.io install
    6 service docker enable
    6 service docker start
    12 execute pull build image run
    """)
}
