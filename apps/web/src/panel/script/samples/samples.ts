import countWords from "./count_words_27.py?raw";
import isolateDevice from "./isolate_device.py?raw";
import judgeAddress from "./judge_address.py?raw";
import lookUpUser from "./look_up_user_27.py?raw";

interface Sample {
  readonly file: string;
  readonly says: string;
  readonly source: string;
}

/** To download, and to begin from. A test runs each. */
export const SAMPLES: readonly Sample[] = [
  { file: "judge_address.py", says: "def main, Python 3", source: judgeAddress },
  { file: "count_words_27.py", says: "def main, Python 2.7 and 3", source: countWords },
  { file: "isolate_device.py", says: "plain script, Python 3", source: isolateDevice },
  { file: "look_up_user_27.py", says: "plain script, Python 2.7 and 3", source: lookUpUser },
];
