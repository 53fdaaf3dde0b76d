/**
 * Output without a last line break leaves something before the prompt on its line, as `curl` does: that part stays output.
 * The accounts of our machines are known: without their names a word in front would count as a part of them (`donelearner@peapod:~$ `).
 */
const PROMPT = /(?:learner|root|docker|nobody)@[\w.-]+:\S*[#$] $/;
const ANY = /[\w.-]+@[\w.-]+:\S*[#$] $/;

export const ownPrompt = (lastLine: string): string => (PROMPT.exec(lastLine) ?? ANY.exec(lastLine))?.[0] ?? lastLine;
