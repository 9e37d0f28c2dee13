/** English words for people and animals, so that "a VICAR walks by" is somebody and "a WAGON rolls by" is not. */

const PEOPLE =
  'man woman boy girl child kid baby infant toddler teen teenager lad lass guy gentleman lady mother father mum mom mama papa dad sister ' +
  'brother son daughter twin uncle aunt cousin nephew niece grandmother grandfather grandma grandpa granny wife husband widow ' +
  'widower bride groom friend neighbour neighbor stranger guard soldier sailor officer policeman cop constable sheriff deputy ' +
  'detective sergeant inspector judge lawyer priest vicar preacher nun monk bishop pastor doctor nurse patient surgeon medic ' +
  'paramedic teacher student pupil professor librarian clerk waiter waitress bartender barman barmaid landlady landlord cook chef ' +
  'baker butcher farmer fisherman fisher miner driver pilot mechanic engineer technician janitor cleaner servant maid butler ' +
  'king queen prince princess knight witch wizard ghost thief burglar robber gunman assassin killer beggar tramp busker musician ' +
  'singer dancer pianist drummer violinist fiddler actor actress director reporter journalist photographer cameraman intern ' +
  'secretary receptionist manager owner customer passenger tourist pedestrian jogger cyclist hunter shepherd gardener postman ' +
  'mailman messenger courier dealer croupier porter doorman bouncer bodyguard caretaker watchman lifeguard fireman firefighter ' +
  'ferryman boatman captain commander general colonel admiral mayor senator ambassador scientist professor hermit pilgrim prisoner ' +
  'inmate warden jailer hostage suspect vendor seller shopkeeper barber tailor seamstress blacksmith carpenter apprentice orphan ' +
  'crone elder hag oldster pensioner granddaughter grandson godmother godfather bridesmaid accountant agent spy hacker courtier ' +
  'jester clown acrobat juggler magician conductor usher caddie coach referee player swimmer diver boxer wrestler barista hostess ' +
  'host announcer narrator dispatcher bailiff juror witness defendant prosecutor attorney coroner pathologist ranger trooper marine ' +
  'lieutenant corporal pharmacist dentist vet plumber electrician locksmith tenant roommate flatmate girlfriend boyfriend fiance ' +
  'fiancee stepmother stepfather commuter bystander onlooker villager peasant merchant innkeeper squire herald priestess oracle ' +
  'sorcerer sorceress elf dwarf orc goblin troll giant fairy mermaid vampire zombie alien cyborg sniper mercenary pirate bosun ' +
  'nanny governess babysitter drunk addict hitchhiker biker cowboy outlaw gambler heiress tycoon banker teller broker realtor ' +
  'model influencer cheerleader quarterback principal headmaster headmistress dean valet concierge bellhop bellboy sommelier ' +
  'dishwasher busboy stewardess steward attendant navigator copilot astronaut cosmonaut operator analyst inspector announcer ' +
  'ferrywoman midwife undertaker gravedigger stowaway castaway deckhand skipper helmsman quartermaster gunner scout recruit cadet ' +
  'private major rebel partisan refugee deserter monarch duke duchess earl baron countess emperor empress chancellor minister ' +
  'governor diplomat envoy delegate candidate protester striker foreman boss trader farmhand ranchhand wrangler trapper woodcutter ' +
  'miller cobbler milliner jeweller jeweler watchmaker locksmith chauffeur cabbie motorist roadie groupie rapper deejay emcee ' +
  'comedian ventriloquist stuntman understudy stagehand prompter patron regular drinker diner shopper neighbour lodger squatter ' +
  'hobo vagrant pickpocket conman hitman henchman goon thug mobster gangster informant convict parolee lookout ' +
  'artist assistant volunteer pioneer consultant contestant trainee refugee attendee mistress abbess abbot heir peer advocate ' +
  'stoker fireman signalman brakeman bookkeeper typist lookout orderly foreman forewoman ' +
  'marshal consul viceroy viscount marquis baroness lama rabbi imam sultan shah pharaoh samurai ronin ninja geisha shogun concubine ' +
  'spirit god goddess demon devil angel imp ogre sprite phantom spectre specter wraith genie djinn gnome golem ghoul werewolf yokai ' +
  'kami kappa oni tengu adolescent youth youngster newborn septuagenarian octogenarian hooligan civilian minion crony sidekick ' +
  'hippie hipster punk goth nerd geek jock bully brat dandy rookie veteran albino redhead blonde brunette ex date kingpin ' +
  'capo tech consigliere pimp prostitute hooker escort stripper fed mole snitch fixer psychic shaman guru mystic prophet ' +
  'apostle acolyte novice deacon cardinal pope dervish cantor verger sexton beadle sacristan curate friar cleric scribe ' +
  'ostler footman chieftain warlord tsar czar kaiser khan raja emir vizier eunuch regent consort hussar dragoon cossack ' +
  'legionnaire corsair mate stevedore mariner ace colonist settler scalper tout bookie jockey tinker nomad mime diva ' +
  'soprano tenor baritone maestro virtuoso prodigy ballerina starlet ingenue crooner gaffer pal buddy rival champion goalie ' +
  'umpire masseur masseuse physio mascot sherpa guide poacher herder cashier temp aide staffer carabiniere gendarme bobby ' +
  'emt ceo dj mc warrior samaritan messiah leper cripple invalid convalescent mourner reveller latecomer newcomer passerby ' +
  'evangelist ' +
  'courier rider rower trucker welder potter weaver brewer sculptor painter poet author novelist editor critic composer';
const ANIMALS =
  'cat kitten dog puppy hound terrier horse pony mare foal donkey mule cow goat sheep lamb pig hen rooster duck goose owl crow raven ' +
  'parrot pigeon rabbit hare mouse rat hamster fox wolf bear cub monkey ape tiger lion elephant frog toad turtle tortoise snake ' +
  'lizard dragon fish shark whale dolphin spider robot android creature';

const PERSON_NOUNS: ReadonlySet<string> = new Set(PEOPLE.split(' '));
const ANIMAL_NOUNS: ReadonlySet<string> = new Set(ANIMALS.split(' '));
/** FISHWIFE, SALESMAN and FLORIST are people whatever comes first. */
const PERSON_ENDING =
  /(?:man|woman|boy|girl|wife|keeper|maker|smith|ist|ician|grapher|maid|lady|lord|master|mistress|hand|herd|monger|wright|worker|fighter|walker|goer|bearer|runner|catcher)$/;
/** Endings of who does something; things have them too (TOWER, MOTOR), so this alone is nobody. */
const DOER_ENDING = /(?:[^aeiou]er|ier|eer|or|ist|ian|eur|euse|ess|ant|ee|ward|ster|naire|iere)$/;
/** Things whose names end like somebody's who does something. */
const THINGS_THAT_DO = new Set(
  (
    'amplifier anchor backward banner beeper blotter blower boiler border boulder breaker bulldozer bumper burger burner ' +
    'buzzer canister charger chopper clipper coffee color committee compressor computer container conveyor cooler copier ' +
    'corner counter cover crater cursor cylinder decanter december defibrillator detector dinner door drawer dress dryer ' +
    'elephant elevator ember error escalator extinguisher feather fee fender fever filter finger floor flower folder ' +
    'fortress forward freezer freighter generator glider gutter hammer harbor heater helicopter holster knee ladder laser ' +
    'lawnmower ledger letter lever lighter locker loudspeaker marker mattress mess meteor meter mirror mixer monitor motor ' +
    'mower november number october opener pager paper pendant plant player poker poster power printer projector radiator ' +
    'razor reactor receiver recorder respirator restaurant river roller rotor router scanner schooner scooter sensor ' +
    'september settee shoulder shower shredder shutter silver slipper speaker sprinkler stapler starter sticker summer ' +
    'sweater synthesizer tanker tether thermometer thunder timer toaster toffee tower tractor trailer transformer ' +
    'transmitter tree trigger tumbler typewriter ventilator water weather whisper winter wrapper zipper'
  ).split(' '),
);

/** @returns whether a word in any letters names a kind of person. */
export function isPersonNoun(word: string): boolean {
  const lower = word.toLowerCase();
  return PERSON_NOUNS.has(lower) || (lower.length > 5 && PERSON_ENDING.test(lower));
}

/** @returns whether a word in any letters names a kind of person or animal. */
export function isCreatureNoun(word: string): boolean {
  return isPersonNoun(word) || ANIMAL_NOUNS.has(word.toLowerCase());
}

export function endsLikeADoer(word: string): boolean {
  const lower = word.toLowerCase();
  return DOER_ENDING.test(lower) && !THINGS_THAT_DO.has(lower);
}

/** What nothing but somebody does, but in a figure of speech. */
const SURE_VERBS =
  'smiles grins nods shrugs laughs frowns mutters strolls limps knits eats sleeps snores yawns weeps kneels listens argues prays salutes ' +
  'hurries tiptoes sees hears knows wants thinks decides forgets remembers tries pretends hesitates dozes naps winks blinks squints ' +
  'scowls smirks beams giggles chuckles sobs gasps shudders flinches coughs sneezes hiccups belches swallows gulps sips nibbles drinks ' +
  'curtsies applauds claps points gestures beckons mimes shushes crouches squats sprawls slouches lounges tugs fidgets shivers staggers ' +
  'saunters swaggers trudges shuffles scurries haggles begs bargains flirts gossips rehearses juggles sketches embroiders darns milks ' +
  'ladles peels plucks bathes shaves gargles combs undresses unbuttons';
/** What people do most, and a few things too: a radio plays, a sign reads. */
const VERBS =
  `${SURE_VERBS} sighs speaks says whispers shouts sings hums whistles walks plays reads writes smokes cries watches waves bows counts ` +
  'cooks sells';
const MORE_VERBS =
  'enters sits stands looks stares waits leans steps runs crosses takes holds wears carries sweeps wipes polishes peers glances ' +
  'sweats scribbles types pours chews stirs paces shovels digs sharpens mends folds irons sorts climbs sneaks sprints arrives hands puts pulls pushes picks lifts';
const verbs = (words: string) => words.split(' ').join('|');

const doing = (words: string) =>
  words
    .split(' ')
    .map((verb) => `${verb.replace(/ies$/, 'y').replace(/s$/, '').replace(/e$/, '')}\\p{Ll}?ing`)
    .join('|');
/** What stands between a name and its verb: ", all sash,", " in orange", " with a goatskin", " half". */
const BETWEEN =
  "(?:(?:,[^,.!?]{1,60},| (?:in|with|from|at|on|of|behind|beside|under|by) [\\p{Ll}' -]{1,40}?)(?= ))?(?: (?:is|are|just|half|almost|still|already|\\p{Ll}+ly))? ";
const does = (words: string) => new RegExp(`^,?${BETWEEN}(?:(?:${verbs(words)})|(?:${doing(words)}))(?![\\p{L}])`, 'u');
/** The verb, or its -ing, of the words that follow a name, where only somebody does it. */
export const DOES_AS_ONLY_PEOPLE_DO = does(SURE_VERBS);
/** The same with the verbs of a few things. */
export const RATHER_DOES_AS_PEOPLE_DO = does(VERBS);

/** "lays out spoons, humming": the verb of somebody at the end of the sentence. */
export const DOING_AS_PEOPLE_DO = new RegExp(`^[^.!?\\p{Lu}]*, (?:\\p{Ll}+ly )?(?:${doing(VERBS)})(?![\\p{L}])`, 'u');

/** What people do and things do not, at the beginning of the text behind a name: " smiles", ", quiet, hums". */
export const DOES_AS_PEOPLE_DO = new RegExp(`^(?:,[^,.]{1,60},)? (?:${verbs(VERBS)})\\b`);
/** The same anywhere in the sentence, with what things sometimes do: for what looks like a name already. */
export const ACTS = new RegExp(`^[^.!?]{0,160}?\\b(?:${verbs(VERBS)}|${verbs(MORE_VERBS)})\\b`);

/** Verbs at the beginning of the text behind a name that things have as well: a car waits, a rifle leans. */
export const MAY_DO_AS_PEOPLE_DO = does(`${MORE_VERBS} goes brings hauls tends serves`);

/** What only people have and wear, in the words behind a name: "overalls, shotgun", "bare to the waist". */
export const LOOKS_LIKE_PEOPLE =
  /^,(?!.{0,80}\bits\b)[^.!?]{0,80}?\b(?:hair|haired|beard|bearded|moustache|mustache|eyes|eyed|faced|waist|hands|teeth|tooth|shoulders|spectacles|glasses|hat|cap|coat|jacket|suit|tie|apron|overalls|uniform|shirt|dress|skirt|boots|shoes|slippers|scarf|gloves?|robes?|veil|pearls|lipstick|tattoo\p{L}*|barefoot|bald|freckle\p{L}*|pregnant|handsome|pretty|skinny|burly|wiry|gaunt|plump|lanky|mute|deaf|vest|jeans|hoodie|sweater|cardigan|pyjamas|pajamas|nightgown|nightshirt|cloak|armou?r|helmet|wig|cigarette|cigar|cane|toothpick|sunburn\p{L}*|suspenders|braces|blazer|goggles|drunk|nervous|cheerful|shy|stern|weary|parka|anorak|raincoat|overcoat|tuxedo|gown|kimono|sari|turban|hood|fez|bonnet|shawl|sandals|heels|sneakers|socks|trousers|pants|shorts|leotard|tutu|wetsuit|tracksuit|bathrobe|sunglasses|monocle|earrings?|headphones|headset|lanyard|crutches)\b/iu;

/** Stuff, weather, lights and noises that scripts put into capitals without an article, as they put names. */
const STUFF = new Set(
  (
    'rain snow hail fog mist smoke dust wind thunder lightning fire flames silence darkness light lights water music static blood ' +
    'sand glass steam sunlight moonlight night day dawn dusk morning evening traffic radio applause laughter sirens gunfire noise ' +
    'screams footsteps credits titles text black white everything nothing something someone everyone nobody later now then ' +
    'bang boom crash click slam thud smash whoosh snap crack pop buzz ring beep ding clang clank splash thump whump rumble roar hiss ' +
    'squeal screech creak knock tap wham pow zap gone out off on up down back in no yes not all none here there never always'
  ).split(' '),
);

/** @returns whether a name in capitals is rather a noise or stuff: BANG, CREEEAK, RAIN. */
export function isStuff(name: string): boolean {
  return /(\p{L})\1\1/u.test(name) || name.split(' ').some((word) => STUFF.has(word.toLowerCase()));
}
