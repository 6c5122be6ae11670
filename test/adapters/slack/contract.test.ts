import { contract } from "../../contract/contract.ts";
import { openScriptedSlack } from "./scripted.ts";

contract("Slack", openScriptedSlack);
