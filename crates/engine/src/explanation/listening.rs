//! Which of the programs that listen on this computer may be the app that deliveries are meant for.

use super::ListeningProgram;
use super::facts::Facts;

/// Ports that belong to something else, whatever listens there: databases, queues, services of the system.
const PORTS_OF_SERVICES: &[u16] = &[
    21, 22, 23, 25, 53, 88, 110, 111, 135, 139, 143, 389, 445, 465, 548, 587, 631, 636, 993, 995, 1433, 1521, 1883,
    2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 4222, 5353, 5432, 5433, 5672, 5900, 6000, 6379, 6432, 7687, 8883,
    9042, 9092, 9200, 9300, 9418, 11211, 26257, 27017, 33060,
];

/// Programs that are no app of one's own. A version may stand behind the name: `redis-server`, `python3.12`.
const SERVICES: &[&str] = &[
    "avahi-daemon",
    "chronyd",
    "code",
    "containerd",
    "cupsd",
    "dnsmasq",
    "dockerd",
    "exim4",
    "kafka",
    "launchd",
    "mariadb",
    "mariadbd",
    "master",
    "memcached",
    "mongod",
    "mysqld",
    "postgres",
    "rabbitmq",
    "rapportd",
    "redis",
    "rpcbind",
    "smbd",
    "sshd",
    "systemd",
    "valkey",
];

/// What runs apps.
const RUNTIMES: &[&str] = &[
    "air",
    "beam.smp",
    "bun",
    "caddy",
    "cargo",
    "deno",
    "docker-proxy",
    "dotnet",
    "flask",
    "go",
    "gunicorn",
    "httpd",
    "java",
    "next",
    "nginx",
    "node",
    "php",
    "puma",
    "python",
    "ruby",
    "uvicorn",
    "vite",
];

/// Ports that servers under development are given by their frameworks, both ends included.
const PORTS_OF_DEVELOPMENT: &[(u16, u16)] = &[
    (80, 80),
    (443, 443),
    (1313, 1313),
    (3000, 3999),
    (4000, 4999),
    (5000, 5199),
    (8000, 8999),
    (9000, 9099),
    (9292, 9292),
];

/// The programs besides the one that the URL means that may be the app, those of a known runtime first.
pub(super) fn plausible_apps(facts: &Facts) -> Vec<&ListeningProgram> {
    let port = facts.url().and_then(|url| url.port_or_known_default());
    let others = facts.listening.iter().filter(|program| Some(program.port) != port);
    let mut apps: Vec<&ListeningProgram> = others.filter(|program| is_plausible(program)).collect();
    apps.sort_by_key(|program| !is_one_of(program, RUNTIMES));
    apps
}

fn is_plausible(program: &ListeningProgram) -> bool {
    if PORTS_OF_SERVICES.contains(&program.port) || is_one_of(program, SERVICES) {
        return false;
    }
    let is_of_development = PORTS_OF_DEVELOPMENT.iter().any(|(first, last)| (*first..=*last).contains(&program.port));
    is_of_development || is_one_of(program, RUNTIMES)
}

fn is_one_of(program: &ListeningProgram, names: &[&str]) -> bool {
    let own = program.name.as_deref().unwrap_or_default().to_lowercase();
    let is_it = |name: &str| own.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
    names.iter().any(|name| is_it(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_no_app_and_a_runtime_or_a_usual_port_may_be_one() {
        let cases = [
            (3000, Some("node"), true),
            (48_213, Some("python3"), true),
            (8080, Some("my-shop"), true),
            (5173, None, true),
            (5432, Some("postgres"), false),
            (48_213, Some("postgres"), false),
            (6379, None, false),
            (22, Some("sshd"), false),
            (48_213, None, false),
            (48_213, Some("spotify"), false),
            (48_213, Some("google-drive"), false),
            (8080, Some("systemd-resolved"), false),
        ];
        for (port, name, expected) in cases {
            let program = ListeningProgram { port, name: name.map(str::to_owned) };
            assert_eq!(is_plausible(&program), expected, "{program:?}");
        }
    }
}
