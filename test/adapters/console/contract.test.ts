import { contract } from "../../contract/contract.ts";
import { openScriptedConsole } from "./scripted.ts";

contract("the console", openScriptedConsole);
