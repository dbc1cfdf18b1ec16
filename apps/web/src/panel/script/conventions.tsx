import { Anchor, Code, List, Modal, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useFocusBack } from "../../shell/focus-back.ts";
import { saveFile } from "../../shell/save-file.ts";
import classes from "./conventions.module.css";
import { SAMPLES } from "./samples/samples.ts";

const EXIT_CODES = [
  ["0", "It went well."],
  ["1", "It failed."],
  ["2", "Bad input: trying again does not help."],
  ["3", "Try again later."],
] as const;

const LIMITS = [
  ["Time", "the action's time limit; then it is ended"],
  ["Memory", "the action's memory, over all its processes"],
  ["Processes", "64, threads too"],
  ["Disk", "64 MB in its work folder, 20,000 files"],
  ["Result", "100 MB, unless your administrator set another limit"],
  ["Log and result together", "the result and 16 MB"],
  ["Source", "1 MB, UTF-8"],
] as const;

/** What a script must keep to, with samples to begin from. It says what is there, and nothing that is not. */
export function Conventions({ onClose }: { readonly onClose: () => void }) {
  useFocusBack();
  return (
    <Modal opened onClose={onClose} title="Coding conventions" size="lg" transitionProps={{ duration: 100 }}>
      <div className={classes["page"]}>
        <Part title="Samples">
          <List size="sm">
            {SAMPLES.map(({ file, says, source }) => (
              <List.Item key={file}>
                <Anchor
                  component="button"
                  type="button"
                  inherit
                  underline="always"
                  aria-label={`Download ${file}`}
                  onClick={() => saveFile(file, source, "text/x-python")}
                >
                  {file}
                </Anchor>
                : {says}
              </List.Item>
            ))}
          </List>
          <Text>
            Each script names its interpreter among its settings: any Python 3, or one of the versions that
            the runners have, Python 2.7 too. The samples for 2.7 run with either.
          </Text>
        </Part>
        <Part title="Packages">
          <Text>
            A script has the packages that its own comments name, as PEP 723 has it, else those of the action,
            written as in <Code>requirements.txt</Code>. They are built once, when it is saved or tried.
          </Text>
        </Part>
        <Part title="Called by main">
          <Text>
            The function <Code>main</Code> is called with the arguments by name, and what it returns is the
            result. Its type hints and its docstring become the step's form; they are read, and nothing is
            run. A JSON Schema can be written instead. What it prints is the log.
          </Text>
        </Part>
        <Part title="Run as a whole">
          <Text>
            The whole file runs. The arguments come as JSON on stdin, and in the file that{" "}
            <Code>sys.argv[1]</Code> names. The last line of stdout that is JSON is the result; stderr is the
            log.
          </Text>
        </Part>
        <Part title="Inputs and results">
          <Text>
            Arguments are held against their schema before the script starts. An argument that is not required
            may be missing or <Code>None</Code>. A result is JSON: text, numbers, lists and dicts; nothing
            counts as null.
          </Text>
        </Part>
        <Part title="Exit codes">
          <Rows label="Exit codes" heads={["Code", "Meaning"]} rows={EXIT_CODES} />
          <Text>
            <Code>sys.exit("why")</Code> and an exception fail the step with that reason.
          </Text>
        </Part>
        <Part title="Secrets">
          <Text>
            They are in the connector, never in the source. <Code>main</Code> gets them in its parameter{" "}
            <Code>connector</Code>, a dict; a script that is run as a whole finds each field in the
            environment: <Code>apiKey</Code> is <Code>RIPOSTE_API_KEY</Code>. In logs and results they are
            replaced.
          </Text>
        </Part>
        <Part title="Network">
          <Text>
            A script reaches what its action has among its settings: nothing, a list of hosts, or the public
            internet. The proxy in <Code>HTTPS_PROXY</Code> is found by urllib, requests and httpx; listed
            hosts are also reached directly, on their ports, by what knows no proxy. A private host needs an
            administrator, too. What was refused stands in the log, with what to do about it.
          </Text>
          <Text>
            Else it runs in a sandbox with the standard library, its packages, a work folder that vanishes,
            and nothing more. Where the sandbox cannot be had and an administrator let scripts run without it,
            each log says so.
          </Text>
        </Part>
        <Part title="Limits">
          <Rows label="Limits" heads={["Of", "How much"]} rows={LIMITS} />
        </Part>
        <Part title="Read more">
          <List size="sm">
            <More href="https://docs.python.org/3/library/json.html">Python's module json</More>
            <More href="https://docs.python.org/3/library/typing.html">Type hints of Python</More>
            <More href="https://json-schema.org/understanding-json-schema/">JSON Schema</More>
          </List>
        </Part>
      </div>
    </Modal>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className={classes["title"]}>{title}</h3>
      {children}
    </section>
  );
}

function More({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <List.Item>
      <Anchor inherit underline="always" href={href} target="_blank" rel="noreferrer">
        {children}
      </Anchor>
    </List.Item>
  );
}

interface RowsProps {
  readonly label: string;
  readonly heads: readonly [string, string];
  readonly rows: readonly (readonly [string, string])[];
}

function Rows({ label, heads: [first, second], rows }: RowsProps) {
  return (
    <Table verticalSpacing={2} aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{first}</Table.Th>
          <Table.Th>{second}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([name, meaning]) => (
          <Table.Tr key={name}>
            <Table.Td>{name}</Table.Td>
            <Table.Td>{meaning}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
