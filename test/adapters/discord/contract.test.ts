import { contract } from "../../contract/contract.ts";
import { openScripted } from "./scripted.ts";

contract("Discord", openScripted);
