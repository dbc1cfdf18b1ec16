/** What fields of playbooks look like; both engines render each of them to the same text. */
export const SHORT_TEMPLATES: readonly string[] = [
  "{{ alert.title }}",
  "Alert {{ alert.short_id }} on {{ alert.entity.name }}",
  "{{ alert.urgency + 10 }}",
  "{% if alert.urgency > 70 %}high{% elif alert.urgency > 40 %}medium{% else %}low{% endif %}",
  "{% for event in events %}{{ loop.index }}. {{ event.source.ip }} by {{ event.user | upper }}\n{% endfor %}",
  "{{ events[0].user | default('nobody') }}",
  "{% set who = events[1].user %}Dear {{ who | title }}, see {{ alert.title | replace('sign-in', 'login') }}",
  "{{ alert.tags | join(', ') }}",
];

export const SHORT_CONTEXT = {
  alert: {
    title: "Suspicious sign-in",
    short_id: "AL-1234",
    urgency: 60,
    entity: { name: "ACME" },
    tags: ["identity", "vpn", "night"],
  },
  events: [
    { source: { ip: "192.0.2.1" }, user: "eve" },
    { source: { ip: "192.0.2.7" }, user: "mallory" },
    { source: { ip: "198.51.100.3" }, user: "trent" },
  ],
} as const;
