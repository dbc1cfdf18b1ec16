/** Whether the text holds anything to evaluate; other text stands for itself. */
export function isTemplate(text: string): boolean {
  return text.includes("{{") || text.includes("{%") || text.includes("{#");
}
