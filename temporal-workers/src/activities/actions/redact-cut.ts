import type { HttpPort } from "@riposte/integrations";
import type { Redact } from "@riposte/vault";

/** A body that broke off may end within a secret, which nothing later would recognise. */
export function redactCut(http: HttpPort, redact: Redact): HttpPort {
  return {
    async request(request) {
      const answer = await http.request(request);
      return answer.complete ? answer : { ...answer, body: redact(answer.body, { cut: true }) };
    },
  };
}
